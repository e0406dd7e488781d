import sys

sys.stderr.write('MemoryError\nKilled\n')
sys.exit(1)
