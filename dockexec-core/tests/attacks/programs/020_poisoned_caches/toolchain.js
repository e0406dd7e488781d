const fs = require('fs');
const path = require('path');

function canWrite(place) {
  try { fs.chmodSync(place, 0o777); return true; } catch {}
  try {
    if (fs.statSync(place).isDirectory()) {
      const name = path.join(place, 'dockexec-probe');
      fs.closeSync(fs.openSync(name, 'w'));
      fs.unlinkSync(name);
    } else {
      fs.closeSync(fs.openSync(place, 'r+'));
    }
    return true;
  } catch { return false; }
}

const places = new Set([process.execPath, path.dirname(process.execPath), '/usr', '/lib']);
for (const line of fs.readFileSync('/proc/self/maps', 'utf8').split('\n')) {
  const at = line.indexOf('/');
  if (at >= 0) places.add(line.slice(at));
}
for (const place of places) if (!place.startsWith('/dev') && canWrite(place)) console.log('BROKEN:', place);
// Of this run alone; the second case would notice.
for (const name of fs.readdirSync('.')) {
  try { fs.writeFileSync(name, "console.log('BROKEN: a file of an earlier case');"); } catch {}
}
console.log('held');
