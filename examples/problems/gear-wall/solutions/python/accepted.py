class Solution:
    def canTurn(self, gears: int, meshes: List[List[int]]) -> bool:
        beside = [[] for _ in range(gears)]
        for a, b in meshes:
            beside[a].append(b)
            beside[b].append(a)
        turns = [0] * gears
        for first in range(gears):
            if turns[first]:
                continue
            turns[first] = 1
            stack = [first]
            while stack:
                gear = stack.pop()
                for other in beside[gear]:
                    if turns[other] == turns[gear]:
                        return False
                    if not turns[other]:
                        turns[other] = -turns[gear]
                        stack.append(other)
        return True
