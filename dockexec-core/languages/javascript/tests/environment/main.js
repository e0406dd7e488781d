for (const name in process.env) console.log(name);
