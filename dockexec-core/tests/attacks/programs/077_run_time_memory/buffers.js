const hoard = [];
for (;;) hoard.push(Buffer.alloc(8 << 20, 1));
