﻿/* marks */
console.log("held");
