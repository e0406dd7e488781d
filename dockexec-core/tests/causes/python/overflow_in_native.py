deep = []
for _ in range(400000):
    deep = [deep]
print(len(repr(deep)))
