# x
print("held")
