// child_process, cluster and worker_threads under the sandbox: whatever starts is in the same box.
const { spawnSync } = require('child_process');
const tried = [['/bin/sh', ['-c', 'id']], ['/usr/bin/env', []], [process.execPath, ['-e', 'require("net").connect(80, "169.254.169.254", () => process.exit(42)).on("error", () => process.exit(0))']]];
let broken = false;
for (const [file, args] of tried) {
  const result = spawnSync(file, args, { timeout: 600 });
  const said = String(result.stdout) + String(result.stderr);
  if (result.status === 42 || /uid=0|SHADOW/.test(said)) {
    console.log('BROKEN: ' + file);
    broken = true;
  }
}
if (!broken) console.log('held');
