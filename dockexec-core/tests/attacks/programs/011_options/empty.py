print('held')
