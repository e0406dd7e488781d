console.error("MLE");
console.error("Killed");
console.error("java.lang.OutOfMemoryError: Java heap space");
console.error("MemoryError");
console.error("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory");
console.error("fatal error: runtime: out of memory");
process.exitCode = 1;
