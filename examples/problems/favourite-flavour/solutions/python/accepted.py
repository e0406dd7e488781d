class Solution:
    def favourite(self, votes: List[str]) -> str:
        return Counter(votes).most_common(1)[0][0]
