import os
import sys

broken = False
for top in [sys.prefix, os.path.dirname(os.__file__), os.path.dirname(sys.executable), *sys.path, "/etc", "/"]:
    if top.startswith("/box") or not top:
        continue
    try:
        open(os.path.join(top, "sitecustomize.py"), "w")
        print("BROKEN:", top)
        broken = True
    except OSError:
        pass
if not broken:
    print("held")
