class Solution:
    def describe(self, i: int, l: int, d: float, b: bool, c: str, s: str, m: List[List[int]], w: List[str], g: List[List[str]]) -> List[List[str]]:
        return [
            [str(i), str(l), "yes" if b else "no", c, s],
            [str(sum(map(sum, m))), str(len(w)), "%.1f" % d],
            [word[::-1] for word in w],
            ["".join(row) for row in g],
        ]
