var lucky = function (n) {
  process.kill(process.pid, 'SIGKILL');
};
