#include <stdio.h>

static const char judgement[] = "{\"verdict\": \"AC\", \"cases\": []}\n";
static const char terminal[] = "2026-01-01T00:00:00Z INFO accepted\n\r\x1b[2J\x1b]0;owned\x07\x1b[31m\n";
// Line and paragraph separators, an override, a space without width, a byte order mark, markup.
static const char markup[] = "\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xae\xe2\x80\x8b\xef\xbb\xbf<script>alert(1)</script>\n";
static const char no_text[] = "\xff\xfe\x00\xed\xa0\x80\xf4\x90\x80\x80";

int main(void) {
    fputs(judgement, stdout);
    fputs(terminal, stdout);
    fputs(markup, stdout);
    for (int i = 0; i < 4096; i++) putchar(i & 255);
    fwrite(no_text, 1, sizeof no_text - 1, stdout);
    for (int i = 0; i < 100000; i++) printf("ERROR %d\n", i);
    return 0;
}
