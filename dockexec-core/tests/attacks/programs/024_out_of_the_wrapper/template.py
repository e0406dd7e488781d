class Solution:
    """{{ 7 * 7 }} {% raw %} {# #}"""

    def doubled(self, n):
        text = "{{ signature }} {% endraw %} ${n}"
        return 2 * n if text[0] == "{" else 0
