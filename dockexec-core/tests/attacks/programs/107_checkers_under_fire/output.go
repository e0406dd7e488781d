package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	var kind string
	fmt.Scan(&kind)
	output := map[string]string{
		"token":   strings.Repeat("9", 8<<20),
		"formats": strings.Repeat("%s%n%x{}{0}${jndi:x}", 10000),
		"digits":  "1e" + strings.Repeat("9", 1000000) + "\n0." + strings.Repeat("0", 1000000) + "1\n",
		"lines":   strings.Repeat("\n", 4<<20),
		"half":    "1.0 ",
		"nan":     "nan inf -inf 1e400 0x10 1_0",
	}
	os.Stdout.WriteString(output[kind])
}
