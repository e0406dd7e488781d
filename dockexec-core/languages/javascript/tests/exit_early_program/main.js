console.log("half");
process.exit(0);
console.log("whole");
