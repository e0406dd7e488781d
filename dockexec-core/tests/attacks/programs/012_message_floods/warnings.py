@E@print('held')
