# Slow: tries one order after the other.
from itertools import permutations

n = int(input())
for order in permutations(range(1, n + 1)):
    if all(abs(left - right) != 1 for left, right in zip(order, order[1:])):
        print("yes")
        print(*order)
        break
else:
    print("no")
