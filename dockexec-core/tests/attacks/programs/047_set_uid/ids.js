// Rights that come with files, with ids, with capabilities: none may be had.
const fs = require('fs');
const { spawnSync } = require('child_process');
let broken = false;
const attempt = (what, action) => {
  try {
    action();
    console.log('BROKEN: ' + what);
    broken = true;
  } catch {
    // denied
  }
};
attempt('setuid 0', () => process.setuid(0));
attempt('seteuid 0', () => process.seteuid(0));
attempt('setgid 0', () => process.setgid(0));
attempt('setgroups', () => process.setgroups([0]));
attempt('a child of root', () => {
  const child = spawnSync(process.execPath, ['-e', '0'], { uid: 0, gid: 0 });
  if (child.error || child.status !== 0) throw new Error('denied');
});
for (const line of fs.readFileSync('/proc/self/status', 'utf8').split('\n')) {
  const [name, value] = line.split(':');
  if ((/^Cap/.test(name) && parseInt(value, 16) !== 0) || (name === 'NoNewPrivs' && Number(value) !== 1)) attempt(line, () => {});
}
for (const tool of ['/usr/bin/su', '/usr/bin/sudo', '/usr/bin/passwd', '/usr/bin/mount'])
  attempt(tool, () => {
    if (spawnSync(tool, ['-c', 'true'], { stdio: 'ignore' }).status !== 0) throw new Error('denied');
  });
if (!broken) console.log('held');
