print("BROKEN: a hook ran")
