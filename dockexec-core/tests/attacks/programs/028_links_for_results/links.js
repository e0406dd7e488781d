// What is left in /box when the run ends: if the judge opened any of these names it would read the host's files, write to them, or wait for ever.
const fs = require('fs');
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
const names = ['runner.js', 'harness.js', 'main.js', 'solution.js', 'result', 'result.json', 'meta', 'stdout', 'stderr', 'answers', 'core', 'out'];
names.forEach((name, i) => {
  fs.rmSync(name, { force: true });
  fs.symlinkSync(['/etc/passwd', '/dev/zero', '/proc/1/environ'][i % 3], name);
});
attempt('a hard link across mounts', () => fs.linkSync('/etc/passwd', 'hard'));
fs.symlinkSync('/etc', 'etc');
for (const path of ['etc/written', 'runner.js', '/etc/passwd']) attempt('wrote to ' + path, () => fs.writeFileSync(path, 'x'));
fs.mkdirSync('real');
fs.symlinkSync('/etc', 'link');
for (let i = 0; i < 300; i++) {
  fs.renameSync('real', 'other');
  fs.renameSync('link', 'real');
  fs.renameSync('other', 'link');
}
fs.createWriteStream('growing').write('x'.repeat(1 << 20));
if (!broken) console.log('held');
