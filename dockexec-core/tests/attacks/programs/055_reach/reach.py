# The standard input names a port of the host's loopback where somebody listens.
import socket

port = int(input())
broken = []
for address in (("127.0.0.1", port), ("::1", port), ("localhost", port), ("0.0.0.0", port), ("169.254.169.254", 80), ("example.com", 80)):
    try:
        socket.create_connection(address, timeout=0.2).close()
        broken.append(address)
    except OSError:
        pass
# Datagrams need no answer to be a leak.
for address in (("127.0.0.1", port), ("8.8.8.8", 53)):
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", address)
        broken.append(address)
    except OSError:
        pass
# Descriptors made as a pair must not be bent into something else.
left, right = socket.socketpair()
for action in (lambda: left.bind("\0dockexec"), lambda: left.connect("\0dockexec"), lambda: left.listen(), lambda: left.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 30)):
    try:
        action()
        broken.append("a pair was bent")
    except OSError:
        pass
for what in broken:
    print("BROKEN: reached", what)
if not broken:
    print("held")
