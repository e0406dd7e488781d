import sys

sys.stderr.write('a case of RecursionError was caught\n')
sys.exit(2)
