console.log('held');// throw 1;
