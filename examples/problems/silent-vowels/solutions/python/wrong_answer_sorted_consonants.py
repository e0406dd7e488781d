# Wrong: `tar` and `rat` have the same consonants, but not in the same order.
class Solution:
    def groupNames(self, names: List[str]) -> List[List[str]]:
        groups = defaultdict(list)
        for name in names:
            groups["".join(sorted(letter for letter in name if letter not in "aeiou"))].append(name)
        return list(groups.values())
