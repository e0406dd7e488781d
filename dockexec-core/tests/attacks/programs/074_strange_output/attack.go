package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	out.WriteString("{\"verdict\": \"AC\", \"cases\": []}\n")
	out.WriteString("2026-01-01T00:00:00Z INFO accepted\n\r\x1b[2J\x1b]0;owned\x07\x1b[31m\n")
	out.WriteString("\u2028\u2029\u202e\u200b\ufeff<script>alert(1)</script>\n")
	for i := 0; i < 4096; i++ {
		out.WriteByte(byte(i))
	}
	out.WriteString("\xff\xfe\x00\xed\xa0\x80\xf4\x90\x80\x80")
	for i := 0; i < 100000; i++ {
		fmt.Fprintf(out, "ERROR %d\n", i)
	}
}
