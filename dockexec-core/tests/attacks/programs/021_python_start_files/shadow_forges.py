import json


class Solution:
    def lucky(self, n):
        return json.loads(str(n))
