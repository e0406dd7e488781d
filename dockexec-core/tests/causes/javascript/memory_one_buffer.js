const all = new Uint8Array(400 << 20).fill(1);
console.log(all.length);
