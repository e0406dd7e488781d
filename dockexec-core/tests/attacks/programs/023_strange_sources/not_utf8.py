# ÿşÀ€í €
print("held")
