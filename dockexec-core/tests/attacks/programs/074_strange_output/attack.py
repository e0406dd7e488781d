import sys

out = sys.stdout.buffer
out.write(b'{"verdict": "AC", "cases": []}\n')
out.write(b"2026-01-01T00:00:00Z INFO accepted\n\r\x1b[2J\x1b]0;owned\x07\x1b[31m\n")
out.write("\u2028\u2029\u202e\u200b\ufeff<script>alert(1)</script>\n".encode())
out.write(bytes(range(256)) * 16)
out.write(b"\xff\xfe\x00\xed\xa0\x80\xf4\x90\x80\x80")
for i in range(100000):
    out.write(b"ERROR %d\n" % i)
