__asm__(".section .note.x,\"\"\n.org 0x7fffffff0\n.byte 1");
int main(void) { return 0; }
