class Solution:
    def groupNames(self, names: List[str]) -> List[List[str]]:
        groups = defaultdict(list)
        for name in names:
            groups["".join(letter for letter in name if letter not in "aeiou")].append(name)
        return list(groups.values())
