const { Worker } = require('worker_threads');

for (let i = 0; i < 3; i++) {
    new Worker('while (true);', { eval: true });
}
setTimeout(() => { while (true); }, 50);
