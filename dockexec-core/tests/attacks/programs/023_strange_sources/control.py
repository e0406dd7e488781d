# [2J
print("held")
