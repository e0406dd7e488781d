const n = -1;
console.log(new Array(n));
