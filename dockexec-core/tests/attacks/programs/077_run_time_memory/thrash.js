const hoard = new Map();
for (let i = 0; ; i++) hoard.set({ i }, [i]);
