/* ÿşÀ€í € */
console.log("held");
