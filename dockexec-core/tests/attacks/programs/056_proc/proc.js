// Whatever tells of the host, of pid 1, or of other runs; whatever can be written; whatever is still open.
const fs = require('fs');
const core = fs.readFileSync(0, 'utf8').trim();
let broken = false;
const complain = (...what) => {
  console.log('BROKEN: ' + what.join(' '));
  broken = true;
};
const read = (path) => {
  try {
    const fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    const buffer = Buffer.alloc(1 << 16);
    try {
      return buffer.toString('latin1', 0, fs.readSync(fd, buffer));
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    return '';
  }
};
for (const path of 'kallsyms kcore keys modules cpuinfo meminfo stat version cmdline net/tcp net/unix partitions loadavg sys/kernel/core_pattern 1/environ 1/maps 1/mem 1/smaps 1/stack 1/auxv'.split(' '))
  if (read('/proc/' + path)) complain('read /proc/' + path);
for (const path of ['/sys/kernel/notes', '/sys/fs/cgroup/cgroup.procs', '/sys/class/net/lo/address']) if (read(path)) complain('read', path);
for (const path of ['root', 'cwd', 'exe', 'fd/0', 'fd/4', 'ns/mnt']) {
  try {
    complain('followed', path, fs.readlinkSync('/proc/1/' + path));
  } catch {
    // denied
  }
}
for (const path of '/proc/sys/kernel/core_pattern /proc/sysrq-trigger /proc/1/oom_score_adj /proc/1/mem /proc/self/uid_map /proc/self/setgroups /sys/fs/cgroup/cgroup.procs /sys/fs/cgroup/release_agent'.split(' ')) {
  try {
    fs.writeFileSync(path, '0\n');
    complain('wrote', path);
  } catch {
    // denied
  }
}
try {
  fs.writeFileSync('/proc/self/oom_score_adj', '-1000');
  complain('asked the kernel to spare us');
} catch {
  // denied
}
const others = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name) && ![1, process.pid].includes(Number(name)));
if (others.length) complain('saw processes', others);
if (read('/proc/self/cgroup').includes('dockexec')) complain('told of the cgroup');
const mounts = read('/proc/self/mountinfo');
if (/ cgroup|sysfs/.test(mounts) || mounts.includes(core)) complain('mounts tell of the host');
for (let fd = 3; fd < 4096; fd++) {
  let what;
  try {
    what = fs.readlinkSync('/proc/self/fd/' + fd);
  } catch {
    continue;
  }
  // Node's event loop: pollers, a wake-up pipe and a null device of its own; the runner's channel is a pipe too.
  if (!/^(anon_inode:|pipe:|\/dev\/null$)/.test(what)) complain('open descriptor', fd, what);
}
if (!broken) console.log('held');
