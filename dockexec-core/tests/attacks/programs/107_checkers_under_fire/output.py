import sys

kind = input()
if kind == "token":
    sys.stdout.write("9" * (8 << 20))
elif kind == "formats":
    sys.stdout.write("%s%n%x" * 10000 + "{}{0}${jndi:x}" * 10000)
elif kind == "digits":
    sys.stdout.write("1e" + "9" * 1000000 + "\n0." + "0" * 1000000 + "1\n")
elif kind == "lines":
    sys.stdout.write("\n" * (4 << 20))
elif kind == "half":
    sys.stdout.write("1.0 ")
elif kind == "nan":
    sys.stdout.write("nan inf -inf 1e400 0x10 1_0")
