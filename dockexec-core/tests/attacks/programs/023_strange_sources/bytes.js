console.log('held'); // ÿþ
