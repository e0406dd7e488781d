const { spawn } = require('child_process');

if (process.argv[2] === 'child') {
    setTimeout(() => {}, 60000);
} else {
    const child = spawn(process.execPath, [__filename, 'child'], { detached: true, stdio: 'ignore' });
    child.on('error', () => {});
    child.unref();
    console.log("done");
}
