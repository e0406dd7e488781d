/* x */
console.log("held");
