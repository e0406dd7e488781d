var lucky = (n) => n; }); }
/* */ */ `${</script>`
