# mark
print("held")
