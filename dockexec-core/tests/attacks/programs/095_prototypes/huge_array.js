var lucky = (n) => new Array(2 ** 32 - 1);
