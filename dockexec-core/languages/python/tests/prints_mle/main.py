import sys

print("MLE", file=sys.stderr)
print("Killed", file=sys.stderr)
print("java.lang.OutOfMemoryError: Java heap space", file=sys.stderr)
print("MemoryError", file=sys.stderr)
print("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory", file=sys.stderr)
print("fatal error: runtime: out of memory", file=sys.stderr)
sys.exit(1)
