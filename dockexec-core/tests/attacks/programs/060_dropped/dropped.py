# A program of two bytes in memory, executed by the number of its descriptor; and the same in a file.
import os
import platform
import struct


def elf(code):
    size = 120 + len(code)
    return struct.pack("<4sIQHHIQQQIHHHHHHIIQQQQQQ", b"\x7fELF", 0x00010102, 0, 2, 62, 1, 0x400078, 64, 0, 0, 64, 56, 1, 0, 0, 0, 1, 5, 0, 0x400000, 0x400000, size, size, 0x1000) + code


print("begun", flush=True)
loop = elf(b"\xeb\xfe") if platform.machine() == "x86_64" else b"#!/proc/self/exe\n"
memory = os.memfd_create("x", 0)
os.write(memory, loop)
children = []
for start in (lambda: os.execve(memory, ["x"], {}), lambda: os.execv("/tmp/dropped", ["x"])):
    child = os.fork()
    if child == 0:
        if os.path.exists("/tmp/dropped"):
            os.unlink("/tmp/dropped")
        with open("/tmp/dropped", "wb") as file:
            file.write(loop)
        os.chmod("/tmp/dropped", 0o755)
        try:
            start()
        except OSError:
            while True:
                pass
for _ in range(2):
    os.wait()
