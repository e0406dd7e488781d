﻿# marks
print("held")
