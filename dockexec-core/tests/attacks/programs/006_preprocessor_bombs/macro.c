__asm__(".macro again n\n.quad \\n\nagain \\n+1\nagain \\n+1\n.endm\nagain 0");
int main(void) { return 0; }
