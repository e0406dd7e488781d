// The standard input names the folder of this very repository on the host: it must not exist in here.
const fs = require('fs');
const path = require('path');
let broken = false;
const complain = (what) => {
  console.log('BROKEN: ' + what);
  broken = true;
};
const attempt = (what, action) => {
  try {
    action();
    complain(what);
  } catch {
    // denied
  }
};
const core = fs.readFileSync(0, 'utf8').trim();
const hidden = [core, '/root', '/home', '/work', '/var/lib', '/var/log', '/run', '/mnt', '/srv', '/boot', '/sys', '/.host', '/etc/shadow', '/etc/hosts', '/etc/resolv.conf',
  '/etc/machine-id', '/dev/mem', '/dev/kmsg', '/dev/vda', '/dev/kvm', '/dev/console', '/dev/tty', '/dev/ptmx', '/proc/1/root/etc', '/proc/self/root/root', '/var/run/docker.sock'];
for (const file of hidden)
  attempt('opened ' + file, () => {
    fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    // A directory of the host's name exists where a mount lies below it: it is empty but for the way to toolchain and harness.
    if (fs.statSync(file).isDirectory() && fs.readdirSync(file).length <= 2) throw new Error('leads to a mount');
  });
const own = new Set(fs.readdirSync('/box').filter((name) => /^(main|solution|runner|harness|signature|package)\b.*\.(js|cjs|mjs|json)$/.test(name)));
for (const [place, known] of [['/tmp', new Set()], ['/var/tmp', new Set()], ['/dev/shm', new Set()], ['/box', own]]) {
  const found = fs.existsSync(place) ? fs.readdirSync(place).filter((name) => !known.has(name)) : [];
  if (found.length) complain(`something is in ${place}: ${found}`);
}
for (const file of ['/tmp/left', '/dev/shm/left', '/box/left']) fs.writeFileSync(file, '');
for (const folder of ['/', '/etc', '/usr', '/lib', path.dirname(process.execPath), '/dev', '/proc'])
  attempt('wrote into ' + folder, () => fs.writeFileSync(folder + '/written', 'x'));
for (const file of ['/etc/passwd', process.execPath]) {
  attempt('opened for writing ' + file, () => fs.openSync(file, 'r+'));
  attempt('truncated ' + file, () => fs.truncateSync(file, 0));
  attempt('removed ' + file, () => fs.unlinkSync(file));
  attempt('moved ' + file, () => fs.renameSync(file, '/tmp/taken'));
}
if (!broken) console.log('held');
