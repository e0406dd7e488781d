console.log((7n ** (7n ** 9n)).toString().length);
