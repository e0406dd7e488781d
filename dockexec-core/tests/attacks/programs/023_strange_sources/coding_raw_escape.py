# coding: raw_unicode_escape
print('held')
# \u000aprint('BROKEN: another source than was read')
