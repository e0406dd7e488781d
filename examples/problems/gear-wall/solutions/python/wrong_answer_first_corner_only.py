# Wrong: looks only at the gears that are connected to gear 0.
class Solution:
    def canTurn(self, gears: int, meshes: List[List[int]]) -> bool:
        beside = [[] for _ in range(gears)]
        for a, b in meshes:
            beside[a].append(b)
            beside[b].append(a)
        turns = [1] + [0] * (gears - 1)
        stack = [0]
        while stack:
            gear = stack.pop()
            for other in beside[gear]:
                if turns[other] == turns[gear]:
                    return False
                if not turns[other]:
                    turns[other] = -turns[gear]
                    stack.append(other)
        return True
