console.log('BROKEN: it was loaded');
