# Hungry: writes all pairs down before it counts them.
class Solution:
    def handshakeTime(self, teams: List[int], millis: int) -> int:
        return len([pair for pair in combinations(teams, 2) if pair[0] != pair[1]]) * millis
