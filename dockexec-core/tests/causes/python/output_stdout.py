while True:
    print('more')
