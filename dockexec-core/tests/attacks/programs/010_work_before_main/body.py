class Early:
    while True:
        pass
