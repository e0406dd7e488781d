var lucky = function (n) {
  process.reallyExit(0);
};
