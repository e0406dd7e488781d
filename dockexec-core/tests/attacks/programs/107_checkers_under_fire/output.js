const fs = require('fs');

const output = {
  token: () => '9'.repeat(8 << 20),
  formats: () => '%s%n%x{}{0}${jndi:x}'.repeat(10000),
  digits: () => `1e${'9'.repeat(1000000)}\n0.${'0'.repeat(1000000)}1\n`,
  lines: () => '\n'.repeat(4 << 20),
  half: () => '1.0 ',
  nan: () => 'nan inf -inf 1e400 0x10 1_0',
};
process.stdout.write(output[fs.readFileSync(0, 'utf8').trim()]());
