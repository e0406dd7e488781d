process.kill(process.pid, 'SIGXCPU');
for (;;) {}
