const hoard = [];
for (let i = 0; ; i++) hoard.push(new Function('return ' + i + '+"' + 'x'.repeat(1000) + '"'));
