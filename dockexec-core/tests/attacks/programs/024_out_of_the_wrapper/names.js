var lucky = function (n) {
  return n;
};
var exports = null, module = null, require = null, __filename = null, arguments = null;
