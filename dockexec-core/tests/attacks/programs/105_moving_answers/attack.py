import threading
import time


class Solution:
    def same(self, nums: List[int]) -> List[int]:
        def change():
            time.sleep(0.005)
            nums[:] = [0]

        threading.Thread(target=change, daemon=True).start()
        return nums
