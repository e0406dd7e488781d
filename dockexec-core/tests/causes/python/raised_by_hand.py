raise MemoryError('out of memory')
