# Wrong: of several best stalls, prints the alphabetically last.
import sys
from collections import Counter

words = sys.stdin.read().split()
sums = Counter()
for name, coins in zip(words[1::2], words[2::2]):
    sums[name] += int(coins)
print(len(sums))
for name in sorted(sums):
    print(name, sums[name])
print(max(sums, key=lambda name: (sums[name], name), default="-"))
