console.error('a case of RangeError: Maximum call stack size exceeded was caught');
process.exit(2);
