# import os; os.system("id"); eval(subprocess)
class Solution:
    def doubled(self, socket: int) -> int:
        """import subprocess"""
        text = "__import__('os').system('id')"
        requests = [len(text), socket]
        return 2 * requests[1]
