def deeper(n):
    return deeper(n + 1) + 1


try:
    deeper(0)
except RecursionError:
    print('caught')
