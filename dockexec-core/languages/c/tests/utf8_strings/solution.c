char** echo(char* s, int n, int* returnSize) {
    int count = 0;
    for (char* at = s; *at; at++) count += (*at & 0xC0) != 0x80;
    char** out = malloc(2 * sizeof(char*));
    out[0] = s;
    out[1] = count == n ? "True" : "False";
    *returnSize = 2;
    return out;
}
