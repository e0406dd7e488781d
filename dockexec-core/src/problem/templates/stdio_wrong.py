# Wrong: reads the first line alone.
print(sum(int(word) for word in input().split()))
