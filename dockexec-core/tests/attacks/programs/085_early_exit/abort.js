var lucky = function (n) {
  process.abort();
};
