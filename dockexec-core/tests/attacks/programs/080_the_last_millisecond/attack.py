import time

while time.process_time() < 0.299:
    pass
print("held")
