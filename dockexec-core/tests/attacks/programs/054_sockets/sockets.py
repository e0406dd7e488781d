import socket
import urllib.request

broken = False
for family in ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET", "AF_ALG", "AF_VSOCK"):
    try:
        socket.socket(getattr(socket, family), socket.SOCK_RAW if family in ("AF_NETLINK", "AF_PACKET") else socket.SOCK_STREAM)
        print("BROKEN:", family)
        broken = True
    except OSError:
        pass
for place in ("http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:6379/", "http://localhost:27017/"):
    try:
        urllib.request.urlopen(place, timeout=0.2)
        print("BROKEN:", place)
        broken = True
    except OSError:
        pass
try:
    print("BROKEN: resolved", socket.getaddrinfo("example.org", 80))
    broken = True
except OSError:
    pass
if not broken:
    print("held")
