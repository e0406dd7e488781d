console.log("begun");
let let = 3;
