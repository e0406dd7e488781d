process.on('exit', () => {
  for (;;) {
  }
});
