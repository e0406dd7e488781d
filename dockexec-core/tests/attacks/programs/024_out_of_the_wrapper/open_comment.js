var lucky = function (n) {
  return n;
};
/* an open comment
