class {{class}}:
    def __init__(self, start: int):
        self.sum = start

    def add(self, amount: int) -> None:
        self.sum += amount

    def total(self) -> int:
        return self.sum
