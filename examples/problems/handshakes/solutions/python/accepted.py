class Solution:
    def handshakeTime(self, teams: List[int], millis: int) -> int:
        pairs = sum(size * (len(teams) - size) for size in Counter(teams).values()) // 2
        return pairs * millis
