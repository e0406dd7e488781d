# coding: latin-1
print('held' if len('é') == 1 else 'BROKEN: read as another encoding')
