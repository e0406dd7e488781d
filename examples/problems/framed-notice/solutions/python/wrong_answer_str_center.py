# Wrong: str.center() puts the odd space on the left or on the right, as it likes.
import sys

lines = [line.rstrip() for line in sys.stdin.read().rstrip().split("\n")]
if lines == [""]:
    lines = []
width = max(map(len, lines), default=0)
edge = "+" + "-" * (width + 2) + "+"
print(edge)
for line in lines:
    print("| " + line.center(width) + " |")
print(edge)
