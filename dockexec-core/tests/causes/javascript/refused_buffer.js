console.log(new ArrayBuffer(2 ** 47));
