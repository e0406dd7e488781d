// Nobody but ourselves can be reached.
let broken = false;
// The numbers of our own threads answer as well.
const threads = new Set(require('fs').readdirSync('/proc/self/task').map(Number));
for (let pid = 2; pid < 20000; pid++) {
  if (threads.has(pid)) continue;
  try {
    process.kill(pid, 0);
    console.log('BROKEN: there is process ' + pid);
    broken = true;
  } catch {
    // nobody
  }
}
process.on('SIGTERM', () => {});
for (const [pid, signal] of [[1, 'SIGKILL'], [1, 'SIGSTOP'], [1, 'SIGSEGV'], [process.ppid, 'SIGKILL'], [0, 'SIGTERM'], [-1, 'SIGTERM'], [-1, 'SIGKILL']]) {
  try {
    process.kill(pid, signal);
  } catch {
    // nobody
  }
}
if (!broken) console.log('held');
