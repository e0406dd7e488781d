TEXT ·evil(SB), 7, $0
	SYSCALL
	RET
