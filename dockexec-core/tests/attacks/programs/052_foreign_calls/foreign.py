# Machine code in executable memory, called as a function, each time in a child: the right answer may be death.
import ctypes
import mmap
import os
import platform

broken = []
libc = ctypes.CDLL(None)


def attempt(what, call):
    child = os.fork()
    if child == 0:
        os._exit(1 if call() >= 0 else 0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 1:
        broken.append(what)


def int80(number, first):
    # push rbx; mov eax, number; mov ebx, first; xor ecx, ecx; xor edx, edx; int 0x80; pop rbx; ret
    code = b"\x53\xb8" + number.to_bytes(4, "little") + b"\xbb" + first.to_bytes(4, "little") + b"\x31\xc9\x31\xd2\xcd\x80\x5b\xc3"
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(code)
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()


if platform.machine() == "x86_64":
    attempt("getpid by int 0x80", lambda: int80(20, 0))
    attempt("unshare by int 0x80", lambda: int80(310, 0x10000000))
    attempt("getpid as x32", lambda: libc.syscall(ctypes.c_long(0x40000027)))
attempt("a linux32 personality", lambda: libc.personality(8))
attempt("no address randomisation", lambda: libc.personality(0x40000))
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
