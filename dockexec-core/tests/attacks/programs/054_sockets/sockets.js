const net = require('net');
const dgram = require('dgram');
const dns = require('dns');

let broken = false;
let waiting = 0;
function attempt(what, start) {
  waiting++;
  let over = false;
  const done = (worked) => {
    if (over) return;
    over = true;
    if (worked) {
      console.log('BROKEN: ' + what);
      broken = true;
    }
    if (--waiting === 0) {
      if (!broken) console.log('held');
      process.exit(0);
    }
  };
  try {
    start(done);
  } catch {
    done(false);
  }
}
waiting++;
attempt('a listener', (done) => net.createServer().on('error', () => done(false)).listen(0, () => done(true)));
attempt('a unix listener', (done) => net.createServer().on('error', () => done(false)).listen('\0abstract', () => done(true)));
attempt('a unix path', (done) => net.createServer().on('error', () => done(false)).listen('/tmp/here', () => done(true)));
attempt('the metadata address', (done) => net.connect(80, '169.254.169.254', () => done(true)).on('error', () => done(false)));
attempt('the loopback', (done) => net.connect(22, '127.0.0.1', () => done(true)).on('error', () => done(false)));
attempt('a datagram', (done) => {
  const socket = dgram.createSocket('udp4');
  socket.on('error', () => done(false));
  socket.send('x', 53, '1.1.1.1', (error) => done(!error));
});
attempt('a name', (done) => dns.lookup('example.org', (error) => done(!error)));
waiting--;
