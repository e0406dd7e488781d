# Slow: looks at every pair of players.
class Solution:
    def handshakeTime(self, teams: List[int], millis: int) -> int:
        pairs = 0
        for i in range(len(teams)):
            for j in range(i):
                if teams[i] != teams[j]:
                    pairs += 1
        return pairs * millis
