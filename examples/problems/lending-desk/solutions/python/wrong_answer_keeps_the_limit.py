# Wrong: a book that came back still counts for the member's limit.
class LendingDesk:
    def __init__(self, limit: int):
        self.limit = limit
        self.closeYear()

    def lend(self, book: int, member: int) -> bool:
        if book in self.holders or self.count[member] >= self.limit:
            return False
        self.holders[book] = member
        self.count[member] += 1
        return True

    def giveBack(self, book: int) -> bool:
        return self.holders.pop(book, None) is not None

    def holder(self, book: int) -> int:
        return self.holders.get(book, -1)

    def books(self, member: int) -> List[int]:
        return sorted(book for book, holder in self.holders.items() if holder == member)

    def closeYear(self) -> None:
        self.holders = {}
        self.count = Counter()
