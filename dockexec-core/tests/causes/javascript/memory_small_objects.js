let all = null;
for (let i = 0; ; i++) all = { next: all, value: i };
