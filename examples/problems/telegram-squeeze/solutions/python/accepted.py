class Solution:
    def squeeze(self, text: str) -> str:
        sent = []
        for character, run in groupby(text):
            length = len(list(run))
            sent.append(character + str(length) if length >= 3 else character * length)
        return "".join(sent)
