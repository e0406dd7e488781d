class Solution:
    def echo(self, s: str, n: int) -> List[str]:
        return [s, str(len(s) == n)]
