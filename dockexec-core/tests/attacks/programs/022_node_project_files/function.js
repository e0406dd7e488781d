var lucky = function (n) {
  return n;
};
