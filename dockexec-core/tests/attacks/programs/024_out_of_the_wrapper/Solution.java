class Solution {
    // {{ 7 * 7 }} {% raw %} {# #}
    public int doubled(int n) {
        String text = "{{ signature }} {% endraw %} ${n} #{n} </script>";
        return text.charAt(0) == '{' ? 2 * n : 0;
    }
}
