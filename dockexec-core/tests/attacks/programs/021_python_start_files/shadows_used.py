class Solution:
    def lucky(self, n: int) -> int:
        raise KeyError(Counter(str(n)), re.compile('a'), List[int])
