import os
import resource

broken = []
for limits in ((resource.RLIM_INFINITY, resource.RLIM_INFINITY), (1 << 20, 1 << 20)):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, limits)
        broken.append("core dumps")
    except (OSError, ValueError):
        pass
if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):
    broken.append("core dumps are allowed")
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held", flush=True)
os.abort()
