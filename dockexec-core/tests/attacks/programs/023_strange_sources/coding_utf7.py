# coding: utf-7
print('held')
# +AAo-print('BROKEN: another source than was read')
