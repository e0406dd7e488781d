import os


# A right answer followed by more: trailing bytes, other spellings of the same number, invalid UTF-8.
class Solution:
    def doubled(self, n: int) -> int:
        texts = {1: b"2e0", 2: b"4.0", 3: b" 6", 4: b"08", 5: b"10\x00", 6: b"12,14", 7: b"\xff14", 8: b'"16"', 9: b"[18]"}
        answer = texts[n]
        os.write(4, (4 + len(answer)).to_bytes(4, "little") + b"A" + (n - 1).to_bytes(4, "little") + answer)
        os._exit(0)
