/* {{ 7 * 7 }} {% raw %} {# #} */
int doubled(int n) {
    const char *text = "*/ {{ signature }} </script> \"\"\" {% endraw %} ${n} %s";
    return text[0] == '*' ? 2 * n : 0;
}
