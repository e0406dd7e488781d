const fs = require('fs');
const path = require('path');

let broken = false;
for (const folder of [path.dirname(process.execPath), '/usr/lib', '/usr/share/nodejs', '/etc', '/', '/root', '/home']) {
  try {
    fs.writeFileSync(path.join(folder, 'evil.js'), '');
    console.log('BROKEN: ' + folder);
    broken = true;
  } catch {}
}
if (!broken) console.log('held');
