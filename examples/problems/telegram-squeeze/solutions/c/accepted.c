char* squeeze(char* text) {
    size_t length = strlen(text);
    /* Squeezing never makes a text longer. */
    char* sent = malloc(length + 1);
    size_t used = 0;
    for (size_t start = 0, end; start < length; start = end) {
        end = start;
        while (end < length && text[end] == text[start]) end++;
        if (end - start >= 3) {
            used += sprintf(sent + used, "%c%zu", text[start], end - start);
        } else {
            memcpy(sent + used, text + start, end - start);
            used += end - start;
        }
    }
    sent[used] = '\0';
    return sent;
}
