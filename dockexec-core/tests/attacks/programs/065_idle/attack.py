import os
import select

# Waits for a pipe whose other end it holds itself.
ends = os.pipe()
select.select([ends[0]], [], [])
