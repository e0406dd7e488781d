# éÿ
print('held')
