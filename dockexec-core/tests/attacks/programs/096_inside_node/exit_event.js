const frames = (n) => require('fs').writeSync(4, Buffer.concat([Buffer.from([9, 0, 0, 0, 65, n, 0, 0, 0]), Buffer.from('41729')]));
for (const event of ['exit', 'beforeExit', 'uncaughtException', 'unhandledRejection', 'SIGTERM']) process.on(event, () => frames(0));
var lucky = (n) => { Promise.reject(1); throw new Error('over'); };
