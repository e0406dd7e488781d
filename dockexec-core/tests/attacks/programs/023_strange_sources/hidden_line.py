# x yzqr 
print("held")
