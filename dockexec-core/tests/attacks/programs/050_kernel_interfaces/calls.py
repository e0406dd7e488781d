# The same without a compiler: raw system calls through ctypes.
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": dict(unshare=272, setns=308, mount=165, chroot=161, pivot_root=155, ptrace=101, bpf=321, perf=298, uring=425, keyctl=250, handle=303, fsopen=430),
    "aarch64": dict(unshare=97, setns=268, mount=40, chroot=51, pivot_root=41, ptrace=117, bpf=280, perf=241, uring=425, keyctl=219, handle=264, fsopen=430),
}[os.uname().machine]
buffer = ctypes.create_string_buffer(512)
attempts = {
    "unshare": (0x10000000,),
    "setns": (0, 0),
    "mount": (b"none", b"/tmp", b"tmpfs", 0, 0),
    "chroot": (b"/tmp",),
    "pivot_root": (b"/", b"/tmp"),
    "ptrace": (16, os.getppid(), 0, 0),
    "bpf": (0, buffer, 72),
    "perf": (buffer, 0, -1, -1, 0),
    "uring": (1, buffer),
    "keyctl": (0, -3, 1),
    "handle": (-100, b"/", buffer, buffer, 0),
    "fsopen": (b"tmpfs", 0),
}
broken = False
for name, args in attempts.items():
    if libc.syscall(NUMBERS[name], *args) >= 0:
        print("BROKEN:", name)
        broken = True
if not broken:
    print("held")
