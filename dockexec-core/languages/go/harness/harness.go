// Package dockexec is the part of the Go harness that is the same for every signature: frames, JSON, typed readers and writers. See PROTOCOL.md.
//
// It is compiled once per toolchain. Of the standard library it uses only what every Go program contains anyway, so that a submission links
// quickly. A submission's own part is glue.go, generated from the signature, in the submission's package: typed calls, so that a
// function of another type is a compile error.
package dockexec

import (
	"runtime"
	"strconv"
	"syscall"
	"unicode/utf8"
	_ "unsafe" // for go:linkname
)

const (
	casesFd    = 3
	answersFd  = 4
	frameLimit = 64 << 20
	headerSize = 5
	nodeLimit  = 1_000_000
	stackLimit = 64 << 20
)

// setMaxStack is what runtime/debug.SetMaxStack calls. That package would link fmt and os into every submission.
//
//go:linkname setMaxStack runtime/debug.setMaxStack
func setMaxStack(int) int

func init() {
	setMaxStack(stackLimit)
}

// A fault ends the run with an error frame.
type fault struct {
	kind    string
	message string
}

func badAnswer(message string) {
	panic(&fault{"answer", message})
}

func badArgument(message string) {
	panic(&fault{"exception", message})
}

// Serve announces itself, then answers cases with run until there are no more. It does not return.
func Serve(run func(*Reader, *Writer)) {
	// In init() the main goroutine is bound to its thread, which makes channels slow: the cases get a goroutine of their own in any case. Should it end or block
	// for ever, the run-time system reports a deadlock.
	go serve(run)
	select {}
}

func serve(run func(*Reader, *Writer)) {
	channel{}.send('R', make([]byte, headerSize))
	incoming := make([]byte, 0, 64<<10)
	answer := &Writer{}
	for {
		var ok bool
		if incoming, ok = (channel{}).next(incoming); !ok {
			syscall.Exit(0)
		}
		number := incoming[:4]
		answer.buffer = append(append(answer.buffer[:0], make([]byte, headerSize)...), number...)
		if problem := attempt(run, &Reader{text: incoming, at: 4}, answer); problem != nil {
			problem.send(number)
			syscall.Exit(1)
		}
		channel{}.send('A', answer.buffer)
	}
}

// channel is the pair of pipes to the host.
type channel struct{}

// send completes the header of frame and writes it.
func (channel) send(kind byte, frame []byte) {
	putU32(frame, uint32(len(frame)-headerSize))
	frame[4] = kind
	for len(frame) > 0 {
		n, err := syscall.Write(answersFd, frame)
		if err == syscall.EINTR || err == syscall.EAGAIN {
			continue
		}
		if err != nil || n <= 0 {
			syscall.Exit(1)
		}
		frame = frame[n:]
	}
}

// next reads the payload of the next case into buffer.
func (c channel) next(buffer []byte) ([]byte, bool) {
	var header [headerSize]byte
	if !c.fill(header[:]) {
		return buffer, false
	}
	length := int(uint32(header[0]) | uint32(header[1])<<8 | uint32(header[2])<<16 | uint32(header[3])<<24)
	if header[4] != 'C' || length < 4 || length > frameLimit {
		syscall.Exit(1)
	}
	if cap(buffer) < length {
		buffer = make([]byte, length)
	}
	buffer = buffer[:length]
	return buffer, c.fill(buffer)
}

func (channel) fill(buffer []byte) bool {
	for len(buffer) > 0 {
		n, err := syscall.Read(casesFd, buffer)
		if err == syscall.EINTR || err == syscall.EAGAIN {
			continue
		}
		if err != nil || n <= 0 {
			return false
		}
		buffer = buffer[n:]
	}
	return true
}

func putU32(to []byte, value uint32) {
	to[0], to[1], to[2], to[3] = byte(value), byte(value>>8), byte(value>>16), byte(value>>24)
}

// A problem is why a case has no answer.
type problem struct {
	fault
	trace string
}

func (p *problem) send(number []byte) {
	w := &Writer{buffer: append(make([]byte, headerSize), number...)}
	w.raw(`{"kind":`)
	w.String(p.kind)
	w.raw(`,"message":`)
	w.String(p.message)
	if p.trace != "" {
		w.raw(`,"trace":`)
		w.String(p.trace)
	}
	w.raw("}")
	channel{}.send('E', w.buffer)
}

// attempt runs one case; a panic becomes a problem with the user's own frames.
func attempt(run func(*Reader, *Writer), in *Reader, out *Writer) (failed *problem) {
	finished := false
	defer func() {
		if finished {
			return
		}
		switch value := recover().(type) {
		case *fault:
			failed = &problem{fault: *value}
		case nil:
			// runtime.Goexit: nothing to recover from, and nobody left to run the next case.
			failed = &problem{fault: fault{"exception", "the goroutine was ended by runtime.Goexit"}}
			failed.send(in.text[:4])
			syscall.Exit(1)
		default:
			failed = &problem{fault{"exception", describe(value)}, trace()}
		}
	}()
	run(in, out)
	finished = true
	return nil
}

// describe words a panic as the run-time system does.
func describe(value any) (text string) {
	defer func() {
		if recover() != nil {
			text = "panic: a value whose Error or String method panics too"
		}
	}()
	switch value := value.(type) {
	case error:
		return "panic: " + value.Error()
	case interface{ String() string }:
		return "panic: " + value.String()
	case string:
		return "panic: " + value
	case int:
		return "panic: " + strconv.Itoa(value)
	case int64:
		return "panic: " + strconv.FormatInt(value, 10)
	case float64:
		return "panic: " + strconv.FormatFloat(value, 'g', -1, 64)
	case bool:
		return "panic: " + strconv.FormatBool(value)
	}
	return "panic: a value that is neither an error nor text"
}

// trace lists the user's frames of the panic that is being recovered from, innermost first.
func trace() string {
	counters := make([]uintptr, 64)
	frames := runtime.CallersFrames(counters[:runtime.Callers(3, counters)])
	text := make([]byte, 0, 512)
	for {
		frame, more := frames.Next()
		if name, found := userFunction(frame); found {
			text = append(text, name...)
			text = append(text, "\n\t"...)
			text = append(text, baseName(frame.File)...)
			text = append(text, ':')
			text = strconv.AppendInt(text, int64(frame.Line), 10)
			text = append(text, '\n')
		}
		if !more {
			return string(text)
		}
	}
}

// userFunction tells frames of the submission's package, glue.go aside, from all others.
func userFunction(frame runtime.Frame) (string, bool) {
	const prefix = "main."
	name := frame.Function
	if len(name) < len(prefix) || name[:len(prefix)] != prefix || baseName(frame.File) == "glue.go" {
		return "", false
	}
	return name, true
}

func baseName(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return path[i+1:]
		}
	}
	return path
}

// A Reader reads the arguments of one case. The host sends valid JSON of the right types; should it not, no reader runs past the text.
type Reader struct {
	text []byte
	at   int

	calls []string
	call  int
}

func (r *Reader) peek() byte {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return c
		}
	}
	return 0
}

func (r *Reader) take(c byte) bool {
	if r.peek() != c {
		return false
	}
	r.at++
	return true
}

func (r *Reader) takeWord(word string) bool {
	r.peek()
	if len(r.text)-r.at < len(word) || string(r.text[r.at:r.at+len(word)]) != word {
		return false
	}
	r.at += len(word)
	return true
}

// Next steps to the next argument.
func (r *Reader) Next() {
	if !r.take(',') && !r.take('[') {
		badArgument("the case has too few arguments")
	}
}

// Long reads an argument of type long.
func (r *Reader) Long() int64 {
	negative := r.take('-')
	if c := r.peek(); c < '0' || c > '9' {
		badArgument("an argument is not an integer")
	}
	var value uint64
	for r.at < len(r.text) {
		c := r.text[r.at]
		if c < '0' || c > '9' {
			break
		}
		value = value*10 + uint64(c-'0')
		r.at++
	}
	if negative {
		return -int64(value)
	}
	return int64(value)
}

// Integer reads an argument of type integer.
func (r *Reader) Integer() int {
	return int(r.Long())
}

// Double reads an argument of type double.
func (r *Reader) Double() float64 {
	if r.peek() == '"' {
		// "NaN", "Infinity" and "-Infinity" are what ParseFloat reads too.
		value, err := strconv.ParseFloat(r.String(), 64)
		if err != nil {
			badArgument("an argument is not a number")
		}
		return value
	}
	start := r.at
	for r.at < len(r.text) {
		c := r.text[r.at]
		if (c < '0' || c > '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E' {
			break
		}
		r.at++
	}
	value, err := strconv.ParseFloat(string(r.text[start:r.at]), 64)
	if err != nil && start == r.at {
		badArgument("an argument is not a number")
	}
	return value
}

// Boolean reads an argument of type boolean.
func (r *Reader) Boolean() bool {
	if r.takeWord("true") {
		return true
	}
	if !r.takeWord("false") {
		badArgument("an argument is not a boolean")
	}
	return false
}

// Character reads an argument of type character.
func (r *Reader) Character() byte {
	if r.peek() == '"' && r.at+2 < len(r.text) && r.text[r.at+2] == '"' && r.text[r.at+1] != '\\' && r.text[r.at+1] < utf8.RuneSelf {
		r.at += 3
		return r.text[r.at-2]
	}
	text := r.String()
	if len(text) != 1 {
		badArgument("a character argument does not fit Go's byte")
	}
	return text[0]
}

// String reads an argument of type string.
func (r *Reader) String() string {
	if !r.take('"') {
		badArgument("an argument is not a string")
	}
	start := r.at
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case '"':
			r.at++
			return string(r.text[start : r.at-1])
		case '\\':
			return r.escaped(append([]byte(nil), r.text[start:r.at]...))
		}
		r.at++
	}
	badArgument("the case is not valid JSON")
	return ""
}

// escaped reads the rest of a string that has escapes.
func (r *Reader) escaped(text []byte) string {
	for r.at < len(r.text) {
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			return string(text)
		case c != '\\':
			text = append(text, c)
		case r.at < len(r.text):
			c = r.text[r.at]
			r.at++
			text = r.escape(text, c)
		}
	}
	badArgument("the case is not valid JSON")
	return ""
}

func (r *Reader) escape(text []byte, c byte) []byte {
	switch c {
	case 'b':
		return append(text, '\b')
	case 'f':
		return append(text, '\f')
	case 'n':
		return append(text, '\n')
	case 'r':
		return append(text, '\r')
	case 't':
		return append(text, '\t')
	case 'u':
		return utf8.AppendRune(text, r.unicode())
	}
	return append(text, c)
}

// unicode reads what follows \u; AppendRune makes a lone surrogate U+FFFD.
func (r *Reader) unicode() rune {
	high := r.hex()
	if high < 0xD800 || high >= 0xDC00 {
		return high
	}
	back := r.at
	if r.at+1 < len(r.text) && r.text[r.at] == '\\' && r.text[r.at+1] == 'u' {
		r.at += 2
		if low := r.hex(); low >= 0xDC00 && low < 0xE000 {
			return 0x10000 + (high-0xD800)<<10 + (low - 0xDC00)
		}
		r.at = back
	}
	return high
}

func (r *Reader) hex() rune {
	if r.at+4 > len(r.text) {
		badArgument("the case is not valid JSON")
	}
	value, err := strconv.ParseUint(string(r.text[r.at:r.at+4]), 16, 32)
	if err != nil {
		badArgument("a string has a bad escape")
	}
	r.at += 4
	return rune(value)
}

// array reads an array with item for each item.
func array[T any](r *Reader, item func(*Reader) T) []T {
	if !r.take('[') {
		badArgument("an argument is not an array")
	}
	items := make([]T, 0, r.count())
	if r.take(']') {
		return items
	}
	for {
		items = append(items, item(r))
		if r.take(']') {
			return items
		}
		if !r.take(',') {
			badArgument("the case is not valid JSON")
		}
	}
}

// count is how many items the rest of the array at hand has: an allocation of the right size is half the memory.
func (r *Reader) count() int {
	commas, depth := 0, 0
	for i := r.at; i < len(r.text); i++ {
		switch r.text[i] {
		case ',':
			if depth == 0 {
				commas++
			}
		case '[':
			depth++
		case ']':
			if depth--; depth < 0 {
				return commas + 1
			}
		case '"':
			for i++; i < len(r.text) && r.text[i] != '"'; i++ {
				if r.text[i] == '\\' {
					i++
				}
			}
		}
	}
	return 0
}

// A Node is what stands in a tree's level order: a value, or no node.
type Node struct {
	Val    int
	Exists bool
}

func (r *Reader) node() Node {
	if r.takeWord("null") {
		return Node{}
	}
	return Node{r.Integer(), true}
}

// Nodes reads a tree's level order. There is always a next one: after the last they do not exist.
func (r *Reader) Nodes() *Nodes {
	if r.takeWord("null") {
		return &Nodes{}
	}
	return &Nodes{array(r, (*Reader).node)}
}

// Nodes is a tree's level order.
type Nodes struct {
	nodes []Node
}

// Next is the next node of the order.
func (n *Nodes) Next() Node {
	if len(n.nodes) == 0 {
		return Node{}
	}
	node := n.nodes[0]
	n.nodes = n.nodes[1:]
	return node
}

// List reads a linked list's values.
func (r *Reader) List() []int {
	if r.takeWord("null") {
		return []int{}
	}
	return r.Integer1()
}

// A Queue of nodes, for walking trees in level order.
type Queue[T any] struct {
	items []T
	head  int
}

// Push adds an item at the end.
func (q *Queue[T]) Push(item T) {
	q.items = append(q.items, item)
}

// Pop takes the first item; false when there is none.
func (q *Queue[T]) Pop() (item T, ok bool) {
	if q.head == len(q.items) {
		return item, false
	}
	item = q.items[q.head]
	q.head++
	return item, true
}

// Array reads an array of items that are the submission's own, such as lists.
func Array[T any](r *Reader, item func(*Reader) T) []T {
	return array(r, item)
}

// Construct reads the names of a class case's calls and steps to the arguments of the first, the constructor's.
func (r *Reader) Construct(class string) {
	r.Next()
	r.calls = r.String1()
	if len(r.calls) == 0 || r.calls[0] != class {
		badArgument("the case does not begin with the constructor of " + class)
	}
	r.Next()
	r.Next()
	r.call = 1
}

// NextCall steps to the next call and gives its name; false after the last.
func (r *Reader) NextCall(w *Writer) (string, bool) {
	if r.call >= len(r.calls) {
		return "", false
	}
	// The end of the last call's arguments, which may be an empty array.
	r.take('[')
	if !r.take(']') {
		badArgument("a call has too many arguments")
	}
	w.raw(",")
	r.Next()
	r.call++
	return r.calls[r.call-1], true
}

// UnknownCall ends the run: the class has no method of that name.
func UnknownCall(name string) {
	badArgument("the case calls " + name + ", which the class does not have")
}

// A Writer makes the answer to one case.
type Writer struct {
	buffer []byte
	nodes  int
}

func (w *Writer) room(more int) {
	if len(w.buffer)+more > frameLimit+headerSize {
		badAnswer("the answer is larger than 64 MiB")
	}
}

func (w *Writer) raw(text string) {
	w.room(len(text))
	w.buffer = append(w.buffer, text...)
}

// Null answers with null.
func (w *Writer) Null() {
	w.raw("null")
}

// Long writes an answer of type long.
func (w *Writer) Long(value int64) {
	w.room(20)
	w.buffer = strconv.AppendInt(w.buffer, value, 10)
}

// Integer writes an answer of type integer, which has 32 bits whatever Go's int has.
func (w *Writer) Integer(value int) {
	if int(int32(value)) != value {
		badAnswer("the answer holds " + strconv.Itoa(value) + ", which is not a 32-bit integer")
	}
	w.Long(int64(value))
}

// Double writes an answer of type double: the shortest text that reads back as the same number.
func (w *Writer) Double(value float64) {
	switch {
	case value != value:
		w.raw(`"NaN"`)
	case value-value != 0 && value > 0:
		w.raw(`"Infinity"`)
	case value-value != 0:
		w.raw(`"-Infinity"`)
	default:
		w.room(40)
		format := byte('f')
		size := value
		if size < 0 {
			size = -size
		}
		if size != 0 && (size < 1e-6 || size >= 1e21) {
			format = 'e'
		}
		w.buffer = strconv.AppendFloat(w.buffer, value, format, -1, 64)
	}
}

// Boolean writes an answer of type boolean.
func (w *Writer) Boolean(value bool) {
	if value {
		w.raw("true")
	} else {
		w.raw("false")
	}
}

// Character writes an answer of type character.
func (w *Writer) Character(value byte) {
	w.String(string([]byte{value}))
}

// String writes an answer of type string. Bytes that are not UTF-8 are the host's to replace.
func (w *Writer) String(value string) {
	const hex = "0123456789abcdef"
	w.room(len(value) + 2)
	w.buffer = append(w.buffer, '"')
	plain := 0
	for i := 0; i < len(value); i++ {
		c := value[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		w.raw(value[plain:i])
		plain = i + 1
		if c < ' ' {
			w.buffer = append(w.buffer, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		} else {
			w.buffer = append(w.buffer, '\\', c)
		}
	}
	w.raw(value[plain:])
	w.raw(`"`)
}

func writeArray[T any](w *Writer, items []T, item func(*Writer, T)) {
	w.raw("[")
	for i, value := range items {
		if i > 0 {
			w.raw(",")
		}
		item(w, value)
	}
	w.raw("]")
}

// WriteArray writes an array of items that are the submission's own, such as lists.
func WriteArray[T any](w *Writer, items []T, item func(*Writer, T)) {
	writeArray(w, items, item)
}

// BeginNodes opens a list or tree; EndNodes closes it.
func (w *Writer) BeginNodes() {
	w.nodes = 0
	w.raw("[")
}

// Node writes the next node's value.
func (w *Writer) Node(value int) {
	w.nodes++
	if w.nodes > nodeLimit {
		badAnswer("more than 1000000 nodes (a cycle?)")
	}
	if w.nodes > 1 {
		w.raw(",")
	}
	w.Integer(value)
}

// NoNodes writes that many missing children.
func (w *Writer) NoNodes(count int) {
	for ; count > 0; count-- {
		w.raw(",null")
	}
}

// EndNodes closes a list or tree.
func (w *Writer) EndNodes() {
	w.raw("]")
}

// BeginCalls opens the answers of a class case; EndCalls closes them.
func (w *Writer) BeginCalls() {
	w.raw("[")
}

// EndCalls closes the answers of a class case.
func (w *Writer) EndCalls() {
	w.raw("]")
}

// One reader and one writer for each scalar type and up to three dimensions, compiled here once.

func (r *Reader) Integer1() []int        { return array(r, (*Reader).Integer) }
func (r *Reader) Integer2() [][]int      { return array(r, (*Reader).Integer1) }
func (r *Reader) Integer3() [][][]int    { return array(r, (*Reader).Integer2) }
func (r *Reader) Long1() []int64         { return array(r, (*Reader).Long) }
func (r *Reader) Long2() [][]int64       { return array(r, (*Reader).Long1) }
func (r *Reader) Long3() [][][]int64     { return array(r, (*Reader).Long2) }
func (r *Reader) Double1() []float64     { return array(r, (*Reader).Double) }
func (r *Reader) Double2() [][]float64   { return array(r, (*Reader).Double1) }
func (r *Reader) Double3() [][][]float64 { return array(r, (*Reader).Double2) }
func (r *Reader) Boolean1() []bool       { return array(r, (*Reader).Boolean) }
func (r *Reader) Boolean2() [][]bool     { return array(r, (*Reader).Boolean1) }
func (r *Reader) Boolean3() [][][]bool   { return array(r, (*Reader).Boolean2) }
func (r *Reader) Character1() []byte     { return array(r, (*Reader).Character) }
func (r *Reader) Character2() [][]byte   { return array(r, (*Reader).Character1) }
func (r *Reader) Character3() [][][]byte { return array(r, (*Reader).Character2) }
func (r *Reader) String1() []string      { return array(r, (*Reader).String) }
func (r *Reader) String2() [][]string    { return array(r, (*Reader).String1) }
func (r *Reader) String3() [][][]string  { return array(r, (*Reader).String2) }

func (w *Writer) Integer1(v []int)        { writeArray(w, v, (*Writer).Integer) }
func (w *Writer) Integer2(v [][]int)      { writeArray(w, v, (*Writer).Integer1) }
func (w *Writer) Integer3(v [][][]int)    { writeArray(w, v, (*Writer).Integer2) }
func (w *Writer) Long1(v []int64)         { writeArray(w, v, (*Writer).Long) }
func (w *Writer) Long2(v [][]int64)       { writeArray(w, v, (*Writer).Long1) }
func (w *Writer) Long3(v [][][]int64)     { writeArray(w, v, (*Writer).Long2) }
func (w *Writer) Double1(v []float64)     { writeArray(w, v, (*Writer).Double) }
func (w *Writer) Double2(v [][]float64)   { writeArray(w, v, (*Writer).Double1) }
func (w *Writer) Double3(v [][][]float64) { writeArray(w, v, (*Writer).Double2) }
func (w *Writer) Boolean1(v []bool)       { writeArray(w, v, (*Writer).Boolean) }
func (w *Writer) Boolean2(v [][]bool)     { writeArray(w, v, (*Writer).Boolean1) }
func (w *Writer) Boolean3(v [][][]bool)   { writeArray(w, v, (*Writer).Boolean2) }
func (w *Writer) Character1(v []byte)     { writeArray(w, v, (*Writer).Character) }
func (w *Writer) Character2(v [][]byte)   { writeArray(w, v, (*Writer).Character1) }
func (w *Writer) Character3(v [][][]byte) { writeArray(w, v, (*Writer).Character2) }
func (w *Writer) String1(v []string)      { writeArray(w, v, (*Writer).String) }
func (w *Writer) String2(v [][]string)    { writeArray(w, v, (*Writer).String1) }
func (w *Writer) String3(v [][][]string)  { writeArray(w, v, (*Writer).String2) }
