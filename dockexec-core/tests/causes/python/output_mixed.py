import sys

while True:
    print('more')
    print('more', file=sys.stderr)
