class LendingDesk:
    def __init__(self, limit: int):
        self.limit = limit
        self.closeYear()

    def lend(self, book: int, member: int) -> bool:
        if book in self.holders or len(self.held[member]) >= self.limit:
            return False
        self.holders[book] = member
        self.held[member].add(book)
        return True

    def giveBack(self, book: int) -> bool:
        if book not in self.holders:
            return False
        self.held[self.holders.pop(book)].remove(book)
        return True

    def holder(self, book: int) -> int:
        return self.holders.get(book, -1)

    def books(self, member: int) -> List[int]:
        return sorted(self.held[member])

    def closeYear(self) -> None:
        self.holders = {}
        self.held = defaultdict(set)
