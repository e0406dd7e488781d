# @E@
print("held")
