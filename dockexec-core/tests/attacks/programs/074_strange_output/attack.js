const fs = require('fs');

const pieces = [
  Buffer.from('{"verdict": "AC", "cases": []}\n'),
  Buffer.from('2026-01-01T00:00:00Z INFO accepted\n\r\x1b[2J\x1b]0;owned\x07\x1b[31m\n'),
  Buffer.from('\u2028\u2029\u202e\u200b\ufeff<script>alert(1)</script>\n'),
  ...Array(16).fill(Buffer.from([...Array(256).keys()])),
  Buffer.from([0xff, 0xfe, 0, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80]),
];
for (let i = 0; i < 100000; i++) {
  pieces.push(Buffer.from(`ERROR ${i}\n`));
}
const all = Buffer.concat(pieces);
for (let at = 0; at < all.length;) {
  at += fs.writeSync(1, all, at);
}
