let all = [];
for (let i = 0; ; i++) all.push('text ' + i);
