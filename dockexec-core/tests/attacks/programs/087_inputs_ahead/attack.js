const fs = require('fs');
var ahead = function (n) {
  let fd;
  try {
    fd = fs.openSync('/proc/self/fd/3', fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    return fs.readSync(fd, Buffer.alloc(1 << 16)) > 0 ? 1 : 0;
  } catch {
    return 0;
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
};
