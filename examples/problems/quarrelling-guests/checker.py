# Looks at a seating: `checker.py input output answer`. Exit status 0: right, 1: wrong (standard error says why), 3: the problem itself is at fault.
import sys


def wrong(reason):
    print(reason, file=sys.stderr)
    sys.exit(1)


with open(sys.argv[1]) as file:
    n = int(file.read())
with open(sys.argv[3]) as file:
    possible = file.read().split()
if possible not in (["yes"], ["no"]):
    print("the answer file says neither yes nor no", file=sys.stderr)
    sys.exit(3)
with open(sys.argv[2], errors="replace") as file:
    words = file.read().split()

if not words:
    wrong("the output is empty")
if words[:1] != possible:
    wrong(f"the output begins with {words[0][:20]!r}, expected {possible[0]!r}")
if possible == ["no"]:
    if len(words) > 1:
        wrong("something follows after no")
    sys.exit(0)
seats = words[1:]
if len(seats) != n:
    wrong(f"{len(seats)} guests are seated, expected {n}")
if any(not (seat.isascii() and seat.isdecimal() and len(seat) < 10) for seat in seats):
    wrong("a seat is taken by something that is no number")
seats = [int(seat) for seat in seats]
seen = set()
for seat in seats:
    if not 1 <= seat <= n:
        wrong(f"there is no guest {seat}")
    if seat in seen:
        wrong(f"guest {seat} sits on two chairs")
    seen.add(seat)
for left, right in zip(seats, seats[1:]):
    if abs(left - right) == 1:
        wrong(f"guests {left} and {right} sit next to each other")
sys.exit(0)
