const dgram = require('dgram');
const dns = require('dns');
const net = require('net');

const port = Number(require('fs').readFileSync(0, 'utf8'));

function connect(host, port) {
    return new Promise((resolve, reject) => {
        const socket = net.connect({ host, port, timeout: 1000 }, resolve);
        socket.on('error', reject).on('timeout', () => reject(new Error('timeout')));
    });
}

function udp() {
    return new Promise((resolve, reject) => {
        const socket = dgram.createSocket('udp4');
        socket.on('error', reject);
        socket.send('x', 53, '10.255.255.1', (error) => (error ? reject(error) : resolve()));
    });
}

async function attempt(name, action) {
    try {
        await action();
        console.log(name, 'reached');
    } catch (error) {
        console.log(name, 'blocked');
    }
}

(async () => {
    await attempt('tcp host', () => connect('127.0.0.1', port));
    await attempt('tcp metadata', () => connect('169.254.169.254', 80));
    await attempt('udp', udp);
    await attempt('dns', () => dns.promises.lookup('example.com'));
    process.exit(0);
})();
