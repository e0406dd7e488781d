console.log('held')
