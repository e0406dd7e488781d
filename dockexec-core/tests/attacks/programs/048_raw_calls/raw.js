// Each call is a program of its own: it exits with 1 when the call succeeded, with 0 when it was refused; or it is killed for trying.
const fs = require('fs');
const { spawnSync } = require('child_process');

// [what, number, first argument, second argument] on x86-64; elsewhere nothing of this can be executed.
const calls = [
  ['unshare user', 272, 0x10000000, 0],
  ['unshare mount', 272, 0x20000, 0],
  ['unshare net', 272, 0x40000000, 0],
  ['setns', 308, 0, 0],
  ['clone3', 435, 0, 0],
  ['ptrace itself', 101, 0, 0],
  ['userfaultfd', 323, 1, 0],
  ['keyctl', 250, 0, -3],
  ['socket inet', 41, 2, 1],
  ['socket inet6', 41, 10, 2],
  ['socket unix', 41, 1, 1],
  ['socket netlink', 41, 16, 3],
  ['socket alg', 41, 38, 5],
  ['socket vsock', 41, 40, 1],
  ['personality', 135, 0x40000, 0],
  ['personality 32 bit', 135, 8, 0],
  ['iopl', 172, 3, 0],
  ['acct', 163, 0, 0],
  ['settimeofday', 164, 0, 0],
  ['vhangup', 153, 0, 0],
  ['swapoff', 168, 0, 0],
  ['reboot', 169, 0xfee1dead, 672274793],
  ['syslog', 103, 10, 0],
  ['inotify_init', 253, 0, 0],
  ['landlock version', 444, 0, 0],
  ['pidfd_getfd', 438, 0, 0],
  ['kcmp', 312, 1, 1],
  ['quotactl', 179, 0, 0],
  ['fsopen', 430, 0, 0],
  ['open_tree', 428, -100, 0],
  ['memfd_secret', 447, 0, 0],
  ['lsm_list', 461, 0, 0],
  ['io_uring_setup', 425, 1, 0],
  ['bpf', 321, 0, 0],
  ['perf_event_open', 298, 0, 0],
  ['getsid of init as x32', 0x4000007c, 0, 0],
  ['getpid as x32', 0x40000027, 0, 0],
];

const int32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
};

/** mov eax, number; mov edi, a; mov esi, b; xor edx, edx; xor r10d, r10d; syscall; test eax, eax; set edi to (eax >= 0); exit */
const code = (number, a, b) =>
  Buffer.concat([
    Buffer.from([0xb8]), int32(number), Buffer.from([0xbf]), int32(a), Buffer.from([0xbe]), int32(b),
    Buffer.from([0x31, 0xd2, 0x45, 0x31, 0xd2, 0x0f, 0x05, 0x31, 0xff, 0x85, 0xc0, 0x40, 0x0f, 0x99, 0xc7, 0xb8, 60, 0, 0, 0, 0x0f, 0x05]),
  ]);

/** The smallest ELF program around this code. */
const elf = (text) => {
  const head = Buffer.alloc(120);
  head.writeUInt32LE(0x464c457f, 0);
  head.writeUInt32LE(0x00010102, 4);
  head.writeUInt16LE(2, 16);
  head.writeUInt16LE(62, 18);
  head.writeUInt32LE(1, 20);
  head.writeBigUInt64LE(0x400078n, 24);
  head.writeBigUInt64LE(64n, 32);
  head.writeUInt16LE(64, 52);
  head.writeUInt16LE(56, 54);
  head.writeUInt16LE(1, 56);
  head.writeUInt32LE(1, 64);
  head.writeUInt32LE(5, 68);
  for (const [at, value] of [[80, 0x400000n], [88, 0x400000n], [96, 120n + BigInt(text.length)], [104, 120n + BigInt(text.length)], [112, 0x1000n]]) head.writeBigUInt64LE(value, at);
  return Buffer.concat([head, text]);
};

let broken = false;
const run = (name, text) => {
  fs.writeFileSync('/tmp/' + name, elf(text), { mode: 0o755 });
  return spawnSync('/tmp/' + name, [], { stdio: 'ignore' });
};
calls.forEach(([what, number, a, b], i) => {
  if (run('call' + i, code(number, a, b)).status === 1) {
    console.log('BROKEN: ' + what);
    broken = true;
  }
});
// The programs themselves work: getpid succeeds, unless nothing dropped may run, which is as well.
const control = run('control', code(39, 0, 0));
if (!control.error && control.status !== 1) {
  console.log('BROKEN: the control failed, so the others say nothing');
  broken = true;
}
if (!broken) console.log('held');
