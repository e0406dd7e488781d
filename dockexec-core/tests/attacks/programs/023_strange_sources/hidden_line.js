/* x yzqr  */
console.log("held");
