import socket


def attempt(name, action):
    try:
        action()
        print(name, "reached")
    except OSError:
        print(name, "blocked")


def udp():
    stream = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    stream.sendto(b"x", ("10.255.255.1", 53))


port = int(input())
attempt("tcp host", lambda: socket.create_connection(("127.0.0.1", port), 1))
attempt("tcp metadata", lambda: socket.create_connection(("169.254.169.254", 80), 1))
attempt("udp", udp)
attempt("dns", lambda: socket.getaddrinfo("example.com", 80))
