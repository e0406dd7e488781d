# Wrong: takes whatever was voted for last.
class Solution:
    def favourite(self, votes: List[str]) -> str:
        return votes[-1]
