import os

os._exit(152)
