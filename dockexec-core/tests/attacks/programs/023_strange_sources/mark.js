/* mark */
console.log("held");
