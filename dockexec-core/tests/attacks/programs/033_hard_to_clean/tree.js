// A removal that walks paths meets ENAMETOOLONG, EACCES, and names that shells and logs read as something else.
const fs = require('fs');
let broken = false;
for (let level = 0; level < 1000; level++) {
  fs.mkdirSync('d');
  process.chdir('d');
}
process.chdir('/box');
for (const name of ['new\nline', '-rf', '*', '\x1b[2Jescape', 'quote\'"`$(reboot)', ' ', Buffer.from([0xff, 0xfe])]) {
  fs.mkdirSync(name);
  fs.chmodSync(name, 0);
}
const attempt = (what, action) => {
  try {
    action();
    console.log('BROKEN: ' + what);
    broken = true;
  } catch {
    // denied
  }
};
attempt('a file given to root', () => fs.chownSync('d', 0, 0));
attempt('took /etc/passwd', () => fs.chownSync('/etc/passwd', 1000, 1000));
attempt('changed a mode outside', () => fs.chmodSync('/etc', 0o777));
attempt('removed the toolchain', () => fs.rmSync(process.execPath));
for (const path of ['/tmp', '/box']) {
  try {
    fs.chmodSync(path, 0);
  } catch {
    // not ours
  }
}
if (!broken) console.log('held');
