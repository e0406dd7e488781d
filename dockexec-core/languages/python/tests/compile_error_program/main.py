print("begun")
print("unbalanced"
