__asm__(".incbin \"/work/none\"\n.incbin \"../../../etc/passwd\"\n.incbin \"/.host/etc/passwd\"");
int main(void) { return 0; }
