for (;;) process.kill(process.pid, 'SIGSTOP');
