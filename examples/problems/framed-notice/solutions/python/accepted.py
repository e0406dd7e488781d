import sys

lines = [line.rstrip() for line in sys.stdin.read().rstrip().split("\n")]
if lines == [""]:
    lines = []
width = max(map(len, lines), default=0)
edge = "+" + "-" * (width + 2) + "+"
print(edge)
for line in lines:
    left = (width - len(line)) // 2
    print("| " + (" " * left + line).ljust(width) + " |")
print(edge)
