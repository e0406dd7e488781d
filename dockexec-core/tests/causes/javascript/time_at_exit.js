process.on('exit', () => {
  for (;;) {}
});
