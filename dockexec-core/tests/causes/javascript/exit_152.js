process.exitCode = 152;
