// A worker shares the process's descriptors.
const { Worker } = require('worker_threads');
new Worker(`
  const fs = require('fs');
  for (let n = 0; ; n = (n + 1) % 3) fs.writeSync(4, Buffer.from([5, 0, 0, 0, 65, n, 0, 0, 0, 55]));
`, { eval: true });
var lucky = function (n) {
  const until = Date.now() + 100;
  while (Date.now() < until);
  return 7;
};
