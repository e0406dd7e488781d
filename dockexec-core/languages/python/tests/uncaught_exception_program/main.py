def fail():
    raise ValueError("no such thing")


fail()
