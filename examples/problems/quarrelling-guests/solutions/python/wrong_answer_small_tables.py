# Wrong: does not notice that two or three guests cannot be seated.
n = int(input())
print("yes")
print(*range(2, n + 1, 2), *range(1, n + 1, 2))
