const fs = require('fs');
for (const place of ['/tmp', '/var/tmp', '/dev/shm']) {
  try {
    for (const name of fs.readdirSync(place)) console.log('BROKEN:', place, name);
    fs.writeFileSync(place + '/left', '');
  } catch {}
}
console.log('held');
