# -*- coding: rot13 -*-
print('held')
vzcbeg bf
