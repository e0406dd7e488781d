console.log('held');
