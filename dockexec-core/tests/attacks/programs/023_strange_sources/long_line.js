/* @E@ */
console.log("held");
