#include \
"/et\
c/passwd"
int main(void) { return 0; }
