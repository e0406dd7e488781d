import select


class Solution:
    def ahead(self, n: int) -> int:
        return len(select.select([3], [], [], 0.04)[0])
