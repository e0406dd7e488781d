import os

for place in ('/tmp', '/var/tmp', '/dev/shm'):
    try:
        for name in os.listdir(place):
            print('BROKEN:', place, name)
        open(place + '/left', 'w').close()
    except OSError:
        pass
print('held')
