Date.now = performance.now = () => 0;
process.hrtime.bigint = process.cpuUsage = process.memoryUsage = () => 0;
const start = new Date().getTime();
while (new Date().getTime() - start < 400);
const hoard = Buffer.alloc(96 << 20, 1);
console.log(hoard.length > 0 ? 'held' : '');
