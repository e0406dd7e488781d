/* [2J */
console.log("held");
