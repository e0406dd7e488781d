class Solution:
    def eat(self, mib: int) -> int:
        kept = [bytearray(b"x" * (1 << 20)) for _ in range(mib)]
        return len(kept)
