// The standard input names a port of the host's loopback where somebody listens.
const net = require('net');
const dgram = require('dgram');
const http = require('http');
const port = Number(require('fs').readFileSync(0, 'utf8'));
const reached = [];
const tries = [
  ['127.0.0.1', port],
  ['::1', port],
  ['localhost', port],
  ['169.254.169.254', 80],
].map(
  ([host, port]) =>
    new Promise((done) => {
      try {
        const socket = net.connect({ host, port, timeout: 300 }, () => reached.push(host));
        for (const end of ['connect', 'error', 'timeout']) socket.on(end, () => done(socket.destroy()));
      } catch {
        done();
      }
    }),
);
tries.push(new Promise((done) => http.get({ host: '127.0.0.1', port, timeout: 300 }, () => done(reached.push('http'))).on('error', done).on('timeout', done)));
tries.push(new Promise((done) => require('dns').lookup('example.com', (error) => done(error || reached.push('dns')))));
tries.push(
  new Promise((done) => {
    try {
      const socket = dgram.createSocket('udp4').on('error', done);
      socket.send('x', port, '127.0.0.1', (error) => done(error || reached.push('udp')));
    } catch {
      done();
    }
  }),
);
tries.push(new Promise((done) => net.createServer().on('error', done).listen('\0dockexec', () => done(reached.push('abstract name')))));
Promise.all(tries).then(() => {
  for (const what of reached) console.log('BROKEN: reached ' + what);
  if (!reached.length) console.log('held');
  process.exit(0);
});
