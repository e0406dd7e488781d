"""Runs a whole Python program as `python3 main.py` would, after telling whether it parses (PROTOCOL.md, fd 4).

The program gets this module's place: `__main__` is emptied for it, and a traceback begins with its own frames.
"""

import sys


def main():
    import posix

    main_module = sys.modules["__main__"]
    namespace = main_module.__dict__
    loader = type(namespace["__loader__"]) if namespace.get("__loader__") else None
    filename = "main.py"

    def send(kind, payload):
        try:
            posix.write(4, len(payload).to_bytes(4, "little") + kind + payload)
            posix.close(4)
        except OSError:
            pass

    def refuse(error):
        from json import dumps

        body = {"message": "%s: %s" % (type(error).__name__, getattr(error, "msg", None) or str(error))}
        if getattr(error, "lineno", None):
            body["line"] = error.lineno
            if error.offset and error.offset > 0:
                body["column"] = error.offset
        send(b"F", dumps(body).encode("ascii"))
        posix._exit(1)

    with open(filename, "rb") as file:
        source = file.read().decode("utf-8", "replace")
    sys.setrecursionlimit(100000)
    try:
        code = compile(source, filename, "exec", 0, True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        refuse(error)

    version = "python%d.%d" % sys.version_info[:2]
    sys.argv[:] = [filename] + sys.argv[1:]
    sys.path[:0] = [posix.getcwd()]
    # The interpreter runs without `site`: what it would have added that programs use.
    sys.path.append(sys.prefix + "/lib/" + version + "/site-packages")
    if sys.prefix == "/usr":
        sys.path += ["/usr/lib/python3/dist-packages", "/usr/local/lib/" + version + "/dist-packages"]
    import builtins

    builtins.exit = builtins.quit = sys.exit

    namespace.clear()
    namespace.update(
        __name__="__main__",
        __doc__=None,
        __package__=None,
        __loader__=loader("__main__", filename) if loader else None,
        __spec__=None,
        __builtins__=builtins,
        __file__=filename,
        __cached__=None,
    )
    send(b"R", b"")
    return code, namespace


def run(code, namespace, exec=exec, exit=sys.exit, sys=sys):
    try:
        exec(code, namespace)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:
        # The first frame is this one.
        trace = error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
    else:
        return
    exit(1)


run(*main())
