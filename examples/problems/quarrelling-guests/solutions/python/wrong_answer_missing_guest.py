# Wrong: leaves guest n standing at larger tables.
n = int(input())
if n in (2, 3):
    print("no")
elif n == 1:
    print("yes 1")
else:
    print("yes")
    print(*range(2, n, 2), *range(1, n, 2))
