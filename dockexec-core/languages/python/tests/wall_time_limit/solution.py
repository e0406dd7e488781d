import time


class Solution:
    def wait(self, n: int) -> int:
        if n > 0:
            time.sleep(60)
        return n
