let lucky = (n) => n;
let lucky = (n) => 2 * n;
