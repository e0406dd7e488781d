import os

for name in os.environ:
    print(name)
