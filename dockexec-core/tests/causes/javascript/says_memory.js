console.error('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory');
process.exit(1);
