/* The part of the C harness that is the same for every signature: frames, JSON, typed readers and writers. See PROTOCOL.md.
 *
 * It is compiled once per toolchain. The traps it is built around:
 *
 * - The user's functions may have any name. So everything here is hidden or static with a prefix, the channel is read and written by system
 *   calls made here, and of libc only what nobody defines by accident is used.
 * - The user may free or realloc arguments, as if they came from malloc; freed or not, a thousand cases must not pile up. So arguments live in
 *   an arena that each case starts afresh, and the linker sends the user's free and realloc here first (--wrap), where a pointer into
 *   the arena is told by its address.
 * - What the user returns is not to be believed: sizes are checked, walks are bounded, nothing of it is freed, and a wild pointer ends the run with a
 *   message that says so. */
#include "dockexec.h"
#include "stack.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CASES 3
#define ANSWERS 4
#define FRAME_CAP ((size_t)64 << 20)
#define HEADER 5
#define NODE_CAP 1000000
#define ITEM_CAP 10000000
#define NO_CASE 0xFFFFFFFFu

/* ---- System calls: a user's function called `read` or `write` must not be taken for the kernel's. ---- */

static long system_call(long number, long a, long b, long c)
{
#if defined(__x86_64__)
	long result;
	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
	return result;
#elif defined(__aarch64__)
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	__asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
	return x0;
#else
	long result = syscall(number, a, b, c);
	return result < 0 ? -errno : result;
#endif
}

static _Noreturn void leave(int status)
{
	for (;;)
		system_call(SYS_exit_group, status, 0, 0);
}

/* Reads exactly `length` bytes; 0 at the end of the cases. */
static int read_exactly(char *to, size_t length)
{
	while (length > 0) {
		long got = system_call(SYS_read, CASES, (long)to, (long)length);
		if (got == -EINTR)
			continue;
		if (got <= 0)
			return 0;
		to += got;
		length -= (size_t)got;
	}
	return 1;
}

static void write_all(const char *from, size_t length)
{
	while (length > 0) {
		long put = system_call(SYS_write, ANSWERS, (long)from, (long)length);
		if (put == -EINTR)
			continue;
		if (put <= 0)
			leave(1);
		from += put;
		length -= (size_t)put;
	}
}

/* ---- Memory of our own: straight from the kernel, out of reach of a heap that the user has broken. ---- */

static void *pages(size_t size)
{
	void *got = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return got == MAP_FAILED ? NULL : got;
}

struct buffer {
	char *data;
	size_t length;
	size_t capacity;
};

static struct buffer incoming; /* the current case */
static struct buffer answer;   /* the frame that is being made */
static uint32_t case_number = NO_CASE;

static _Noreturn void fail(const char *kind, const char *message);

static void reserve(struct buffer *buffer, size_t more)
{
	size_t wanted = buffer->length + more;
	if (wanted <= buffer->capacity)
		return;
	size_t capacity = buffer->capacity ? buffer->capacity : (size_t)64 << 10;
	while (capacity < wanted)
		capacity *= 2;
	void *moved = buffer->data ? mremap(buffer->data, buffer->capacity, capacity, MREMAP_MAYMOVE) : pages(capacity);
	if (moved == NULL || moved == MAP_FAILED)
		fail("exception", "out of memory");
	buffer->data = moved;
	buffer->capacity = capacity;
}

/* ---- Frames ---- */

static void put_u32(char *to, uint32_t value)
{
	to[0] = (char)value;
	to[1] = (char)(value >> 8);
	to[2] = (char)(value >> 16);
	to[3] = (char)(value >> 24);
}

static uint32_t get_u32(const char *from)
{
	const unsigned char *bytes = (const unsigned char *)from;
	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* Leaves room for the header and writes the case's number. */
static void begin_answer(void)
{
	answer.length = 0;
	reserve(&answer, HEADER + 4);
	put_u32(answer.data + HEADER, case_number);
	answer.length = HEADER + 4;
}

static void send_frame(struct buffer *frame, char kind)
{
	put_u32(frame->data, (uint32_t)(frame->length - HEADER));
	frame->data[4] = kind;
	write_all(frame->data, frame->length);
}

/* Sends an error of the current case and ends the process. Uses no heap and no stdio, so that a signal handler may call it. */
static _Noreturn void fail(const char *kind, const char *message)
{
	char frame[512];
	size_t at = HEADER;
	put_u32(frame + at, case_number);
	at += 4;
	const char *parts[] = { "{\"kind\":\"", kind, "\",\"message\":\"", message, "\"}" };
	for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
		for (const char *c = parts[part]; *c && at < sizeof frame; c++)
			frame[at++] = *c;
	put_u32(frame, (uint32_t)(at - HEADER));
	frame[4] = 'E';
	write_all(frame, at);
	leave(1);
}

static _Noreturn void bad_answer(const char *message)
{
	fflush(NULL);
	fail("answer", message);
}

/* "%" in `format` stands for `number`. */
static _Noreturn void bad_answer_number(const char *format, long long number)
{
	char message[256], digits[24];
	size_t at = 0, count = 0;
	unsigned long long left = number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number;
	do
		digits[count++] = (char)('0' + left % 10);
	while (left /= 10);
	if (number < 0)
		digits[count++] = '-';
	for (; *format && at < sizeof message - sizeof digits; format++) {
		if (*format != '%')
			message[at++] = *format;
		else
			while (count > 0)
				message[at++] = digits[--count];
	}
	message[at] = 0;
	bad_answer(message);
}

/* ---- The arena of the arguments ---- */

/* Before each block stands its size, for realloc. Blocks are aligned to 16 bytes as malloc's are. */
#define BLOCK_HEADER 16

/* The arena is a row of regions, each at least as large as all before it, and never gives one back: the user may keep pointers into it in globals. Every block's size is
 * known before it is made, so that no more address space is asked for than about twice what is used (RLIMIT_AS). */
static struct region {
	char *start;
	char *end;
} arenas[40];
static int arena_count;
static int arena_current;
static char *arena_next;

static int in_arena(const void *pointer)
{
	const char *at = pointer;
	for (int i = arena_count - 1; i >= 0; i--)
		if (at >= arenas[i].start && at < arenas[i].end)
			return 1;
	return 0;
}

static void restart_arena(void)
{
	arena_current = 0;
	arena_next = arenas[0].start;
}

/* Goes on to the first region that has room for `size` bytes, a new one if need be. */
static void next_region(size_t size)
{
	size_t total = 0;
	for (int i = 0; i < arena_count; i++)
		total += (size_t)(arenas[i].end - arenas[i].start);
	while (arena_current + 1 < arena_count) {
		struct region *region = &arenas[++arena_current];
		arena_next = region->start;
		if ((size_t)(region->end - region->start) >= size)
			return;
	}
	size_t wanted = total > (size_t)1 << 20 ? total : (size_t)1 << 20;
	if (wanted < size)
		wanted = (size + 4095) / 4096 * 4096;
	char *start = arena_count < (int)(sizeof arenas / sizeof *arenas) ? pages(wanted) : NULL;
	if (!start)
		fail("exception", "out of memory");
	arenas[arena_count].start = start;
	arenas[arena_count].end = start + wanted;
	arena_current = arena_count++;
	arena_next = start;
}

static void *new_block(size_t size)
{
	size_t whole = BLOCK_HEADER + ((size ? size : 1) + 15) / 16 * 16;
	if (arena_count == 0 || (size_t)(arenas[arena_current].end - arena_next) < whole)
		next_region(whole);
	char *block = arena_next + BLOCK_HEADER;
	*(size_t *)(void *)arena_next = size;
	arena_next += whole;
	return block;
}

extern void __real_free(void *pointer);
extern void *__real_realloc(void *pointer, size_t size);
extern void __wrap_free(void *pointer);
extern void *__wrap_realloc(void *pointer, size_t size);

void __wrap_free(void *pointer)
{
	if (!in_arena(pointer))
		__real_free(pointer);
}

void *__wrap_realloc(void *pointer, size_t size)
{
	if (!in_arena(pointer))
		return __real_realloc(pointer, size);
	size_t old = *(size_t *)(void *)((char *)pointer - BLOCK_HEADER);
	void *moved = malloc(size);
	if (moved)
		memcpy(moved, pointer, old < size ? old : size);
	return moved;
}

/* ---- Reading arguments ---- */

/* The host sends valid JSON of the right types; should it not, no reader runs past the text, which ends with a NUL. */
static const char *at;

static _Noreturn void bad_argument(const char *message)
{
	fflush(NULL);
	fail("exception", message);
}

static void space(void)
{
	while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
		at++;
}

static int take(char c)
{
	space();
	if (*at != c)
		return 0;
	at++;
	return 1;
}

/* Whether the first `length` characters of `text`, which may end earlier, are those of `word`. */
static int same(const char *text, const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] != word[i])
			return 0;
	return 1;
}

static int take_word(const char *word, size_t length)
{
	space();
	if (!same(at, word, length))
		return 0;
	at += length;
	return 1;
}

static int take_null(void)
{
	return take_word("null", 4);
}

/* Steps to an array's next item: 0 after the last. `first` is set before the first item. */
static int next_item(int *first)
{
	if (*first) {
		*first = 0;
		return !take(']');
	}
	if (take(','))
		return 1;
	if (!take(']'))
		bad_argument("the case is not valid JSON");
	return 0;
}

static void open_array(void)
{
	if (!take('['))
		bad_argument("an argument is not an array");
}

void dockexec_next(void)
{
	if (!take(',') && !take('['))
		bad_argument("the case has too few arguments");
}

long long dockexec_read_long(void)
{
	space();
	int negative = *at == '-';
	if (negative)
		at++;
	if (*at < '0' || *at > '9')
		bad_argument("an argument is not an integer");
	unsigned long long value = 0;
	while (*at >= '0' && *at <= '9')
		value = value * 10 + (unsigned long long)(*at++ - '0');
	return (long long)(negative ? 0 - value : value);
}

int dockexec_read_integer(void)
{
	return (int)dockexec_read_long();
}

double dockexec_read_double(void)
{
	char *end;
	if (take_word("\"NaN\"", 5))
		return __builtin_nan("");
	if (take_word("\"Infinity\"", 10))
		return __builtin_inf();
	if (take_word("\"-Infinity\"", 11))
		return -__builtin_inf();
	double value = strtod(at, &end);
	if (end == at)
		bad_argument("an argument is not a number");
	at = end;
	return value;
}

int dockexec_read_boolean(void)
{
	if (take_word("true", 4))
		return 1;
	if (!take_word("false", 5))
		bad_argument("an argument is not a boolean");
	return 0;
}

static unsigned hex4(void)
{
	unsigned value = 0;
	for (int i = 0; i < 4; i++) {
		char c = *at;
		if (c >= '0' && c <= '9')
			value = value * 16 + (unsigned)(c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			value = value * 16 + (unsigned)((c | 32) - 'a' + 10);
		else
			bad_argument("a string has a bad escape");
		at++;
	}
	return value;
}

static char *put_utf8(char *to, unsigned c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xC0 | c >> 6);
		*to++ = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		*to++ = (char)(0xE0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 63));
		*to++ = (char)(0x80 | (c & 63));
	} else {
		*to++ = (char)(0xF0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 63));
		*to++ = (char)(0x80 | (c >> 6 & 63));
		*to++ = (char)(0x80 | (c & 63));
	}
	return to;
}

static char *read_escape(char *to)
{
	char c = *at++;
	switch (c) {
	case '"': case '\\': case '/': *to++ = c; return to;
	case 'b': *to++ = '\b'; return to;
	case 'f': *to++ = '\f'; return to;
	case 'n': *to++ = '\n'; return to;
	case 'r': *to++ = '\r'; return to;
	case 't': *to++ = '\t'; return to;
	case 'u': break;
	default: bad_argument("a string has a bad escape");
	}
	unsigned value = hex4();
	if (value >= 0xD800 && value < 0xDC00 && at[0] == '\\' && at[1] == 'u') {
		const char *back = at;
		at += 2;
		unsigned low = hex4();
		if (low >= 0xDC00 && low < 0xE000)
			return put_utf8(to, 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00));
		at = back;
	}
	return put_utf8(to, value >= 0xD800 && value < 0xE000 ? 0xFFFD : value);
}

char *dockexec_read_string(void)
{
	if (!take('"'))
		bad_argument("an argument is not a string");
	/* Its JSON text is never shorter than its bytes. */
	const char *end = at;
	while (*end && *end != '"')
		end += *end == '\\' && end[1] ? 2 : 1;
	if (!*end)
		bad_argument("the case is not valid JSON");
	char *block = new_block((size_t)(end - at) + 1), *to = block;
	while (at < end) {
		char c = *at++;
		if (c != '\\')
			*to++ = c;
		else
			to = read_escape(to);
	}
	*to = 0;
	at = end + 1;
	return block;
}

char dockexec_read_character(void)
{
	char bytes[4], *end = bytes;
	if (!take('"'))
		bad_argument("an argument is not a character");
	if (*at == '\\') {
		at++;
		end = read_escape(bytes);
	} else if (*at && *at != '"') {
		*end++ = *at++;
	}
	if (end - bytes != 1 || *at != '"')
		bad_argument("a character argument does not fit C's char");
	at++;
	return bytes[0];
}

/* LeetCode's nodes; the user's own definitions have the same layout. */
struct list_node {
	int val;
	struct list_node *next;
};

struct tree_node {
	int val;
	struct tree_node *left;
	struct tree_node *right;
};

void *dockexec_read_list(void)
{
	struct list_node *head = NULL, **link = &head;
	int first = 1;
	if (take_null())
		return NULL;
	open_array();
	while (next_item(&first)) {
		struct list_node *node = new_block(sizeof *node);
		node->val = dockexec_read_integer();
		node->next = NULL;
		*link = node;
		link = &node->next;
	}
	return head;
}

/* Level order: each node's two children follow in the order of the nodes. A node's own block remembers the next node of that order in the
 * second half of its header, so that no queue is needed. */
struct tree_block {
	size_t size;
	struct tree_block *following;
	struct tree_node node;
};

void *dockexec_read_tree(void)
{
	struct tree_block *parent = NULL, *last = NULL;
	struct tree_node *root = NULL;
	int first = 1, index = 0, right = 0;
	if (take_null())
		return NULL;
	open_array();
	while (next_item(&first)) {
		struct tree_node *node = NULL;
		if (!take_null()) {
			struct tree_block *block = (void *)((char *)new_block(sizeof *node) - BLOCK_HEADER);
			node = &block->node;
			node->val = dockexec_read_integer();
			node->left = node->right = NULL;
			block->following = NULL;
			if (last)
				last->following = block;
			last = block;
		}
		if (index++ == 0) {
			root = node;
			parent = last;
			continue;
		}
		if (!parent)
			bad_argument("a tree has values without a parent");
		if (right)
			parent->node.right = node;
		else
			parent->node.left = node;
		right = !right;
		if (!right)
			parent = parent->following;
	}
	return root;
}

static int is_pointer(char type)
{
	return type == '[' || type == 's' || type == 'L' || type == 'T';
}

/* How many items the array at `at` has. */
static int count_items(void)
{
	int count = 0, depth = 0, items = 0;
	for (const char *c = at; *c; c++) {
		if (*c == '"') {
			for (c++; *c && *c != '"'; c++)
				if (*c == '\\' && c[1])
					c++;
			if (!*c)
				break;
			items = 1;
		} else if (*c == '[') {
			items |= depth > 0;
			depth++;
		} else if (*c == ']') {
			if (--depth == 0)
				return count + items;
		} else if (*c == ',') {
			count += depth == 1;
		} else if (*c != ' ' && *c != '\t' && *c != '\n' && *c != '\r') {
			items = 1;
		}
	}
	return count;
}

/* Arrays of anything that lies in blocks of its own: the pointers' block comes first. */
static void read_pointers(const char *item, struct dockexec_array *result, int *count)
{
	int first = 1, total = count_items();
	void **items = new_block(sizeof(void *) * (size_t)total);
	if (*item == '[')
		result->columns = new_block(sizeof(int) * (size_t)total);
	if (item[0] == '[' && item[1] == '[')
		result->columns2 = new_block(sizeof(int *) * (size_t)total);
	open_array();
	for (; next_item(&first); (*count)++) {
		if (*count >= total)
			bad_argument("the case is not valid JSON");
		if (*item == 's') {
			items[*count] = dockexec_read_string();
		} else if (*item == 'L') {
			items[*count] = dockexec_read_list();
		} else if (*item == 'T') {
			items[*count] = dockexec_read_tree();
		} else {
			struct dockexec_array row = dockexec_read_array(item + 1);
			items[*count] = row.items;
			result->columns[*count] = row.size;
			if (result->columns2)
				result->columns2[*count] = row.columns;
		}
	}
	result->items = items;
}

/* Rows of characters end with a NUL that is not counted, for those who print them. */
#define READ_ITEMS(type, reader, extra)                                                   \
	do {                                                                              \
		type *items = new_block(sizeof(type) * ((size_t)total + (extra)));        \
		for (; next_item(&first); count++) {                                      \
			if (count >= total)                                               \
				bad_argument("the case is not valid JSON");               \
			items[count] = (type)reader();                                    \
		}                                                                         \
		if (extra)                                                                \
			items[count] = 0;                                                 \
		result.items = items;                                                     \
	} while (0)

struct dockexec_array dockexec_read_array(const char *item)
{
	struct dockexec_array result = { NULL, 0, NULL, NULL };
	int count = 0, first = 1;
	space();
	if (is_pointer(*item)) {
		read_pointers(item, &result, &count);
	} else {
		int total = count_items();
		open_array();
		switch (*item) {
		case 'i': READ_ITEMS(int, dockexec_read_integer, 0); break;
		case 'l': READ_ITEMS(long long, dockexec_read_long, 0); break;
		case 'd': READ_ITEMS(double, dockexec_read_double, 0); break;
		case 'b': READ_ITEMS(_Bool, dockexec_read_boolean, 0); break;
		default: READ_ITEMS(char, dockexec_read_character, 1); break;
		}
	}
	result.size = count;
	return result;
}

/* ---- Writing answers ---- */

static int writing; /* above 0 while pointers of the user's answer are followed: tells the fault handler whose fault it is */

static void room(size_t more)
{
	if (answer.length + more > HEADER + FRAME_CAP)
		bad_answer("the answer is larger than 64 MiB");
	reserve(&answer, more);
}

static void put(char c)
{
	room(1);
	answer.data[answer.length++] = c;
}

static void put_text(const char *text, size_t length)
{
	room(length);
	memcpy(answer.data + answer.length, text, length);
	answer.length += length;
}

void dockexec_write_null(void)
{
	put_text("null", 4);
}

void dockexec_write_long(long long value)
{
	char digits[24];
	size_t start = sizeof digits;
	unsigned long long left = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
	do
		digits[--start] = (char)('0' + left % 10);
	while (left /= 10);
	if (value < 0)
		digits[--start] = '-';
	put_text(digits + start, sizeof digits - start);
}

void dockexec_write_integer(int value)
{
	dockexec_write_long(value);
}

/* The shortest text that reads back as the same number. Up to 15 digits always survive, so only subnormal numbers, which have fewer, need a search below that. */
void dockexec_write_double(double value)
{
	char text[40];
	if (value != value) {
		put_text("\"NaN\"", 5);
		return;
	}
	if (value - value != 0) {
		put_text(value > 0 ? "\"Infinity\"" : "\"-Infinity\"", value > 0 ? 10 : 11);
		return;
	}
	int subnormal = value != 0 && value < 2.2250738585072014e-308 && value > -2.2250738585072014e-308;
	for (int digits = subnormal ? 1 : 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	size_t length = 0;
	while (text[length])
		length++;
	put_text(text, length);
}

void dockexec_write_boolean(int value)
{
	put_text(value ? "true" : "false", value ? 4 : 5);
}

static void put_escaped(unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	if (c == '"' || c == '\\') {
		put('\\');
		put((char)c);
	} else if (c < 32) {
		put_text("\\u00", 4);
		put(hex[c >> 4]);
		put(hex[c & 15]);
	} else {
		put((char)c);
	}
}

void dockexec_write_character(char value)
{
	put('"');
	put_escaped((unsigned char)value);
	put('"');
}

void dockexec_write_string(const char *value)
{
	if (!value) {
		dockexec_write_null();
		return;
	}
	writing++;
	put('"');
	while (*value) {
		/* Most characters stand for themselves: copy them a run at a time. */
		const char *run = value;
		while ((unsigned char)*run >= 32 && *run != '"' && *run != '\\' && run - value < 4096)
			run++;
		put_text(value, (size_t)(run - value));
		value = run;
		if (*value && ((unsigned char)*value < 32 || *value == '"' || *value == '\\'))
			put_escaped((unsigned char)*value++);
	}
	put('"');
	writing--;
}

static void count_node(int *nodes)
{
	if (++*nodes > NODE_CAP)
		bad_answer_number("more than % nodes (a cycle?)", NODE_CAP);
}

void dockexec_write_list(const void *head)
{
	int nodes = 0;
	writing++;
	put('[');
	for (const struct list_node *node = head; node; node = node->next) {
		count_node(&nodes);
		if (nodes > 1)
			put(',');
		dockexec_write_integer(node->val);
	}
	put(']');
	writing--;
}

void dockexec_write_tree(const void *root)
{
	/* The queue holds the nodes whose children are still to be written; it is kept for the next tree. */
	static const struct tree_node **queue;
	size_t head = 0, tail = 0, nulls = 0;
	int nodes = 0;
	writing++;
	put('[');
	if (root) {
		if (!queue && !(queue = pages(sizeof *queue * NODE_CAP)))
			bad_answer("out of memory");
		queue[tail++] = root;
		count_node(&nodes);
		dockexec_write_integer(((const struct tree_node *)root)->val);
	}
	while (head < tail) {
		const struct tree_node *node = queue[head++];
		for (int side = 0; side < 2; side++) {
			const struct tree_node *child = side ? node->right : node->left;
			if (!child) {
				nulls++;
				continue;
			}
			for (; nulls > 0; nulls--)
				put_text(",null", 5);
			count_node(&nodes);
			put(',');
			dockexec_write_integer(child->val);
			queue[tail++] = child;
		}
	}
	put(']');
	writing--;
}

static void write_item(const char *item, const void *items, int index)
{
	switch (*item) {
	case 'i': dockexec_write_integer(((const int *)items)[index]); break;
	case 'l': dockexec_write_long(((const long long *)items)[index]); break;
	case 'd': dockexec_write_double(((const double *)items)[index]); break;
	case 'b': dockexec_write_boolean(((const unsigned char *)items)[index]); break;
	case 'c': dockexec_write_character(((const char *)items)[index]); break;
	case 's': dockexec_write_string(((const char *const *)items)[index]); break;
	case 'L': dockexec_write_list(((const void *const *)items)[index]); break;
	default: dockexec_write_tree(((const void *const *)items)[index]); break;
	}
}

/* `sizes` names the out parameter for messages. */
static void check_size(const char *item, struct dockexec_array value, int depth)
{
	static const char *const negative[] = { "returnSize is %: not a size", "returnColumnSizes holds %: not a size" };
	static const char *const large[] = { "returnSize is %: more than 10000000 items", "returnColumnSizes holds %: more than 10000000 items" };
	if (value.size < 0)
		bad_answer_number(negative[depth > 0], value.size);
	if (value.size > ITEM_CAP)
		bad_answer_number(large[depth > 0], value.size);
	if (value.size > 0 && !value.items)
		bad_answer_number(depth > 0 ? "a row is NULL but its size in returnColumnSizes is %" : "NULL was returned but returnSize is %", value.size);
	if (value.size > 0 && *item == '[' && !value.columns)
		bad_answer_number("returnSize is % but returnColumnSizes was not set", value.size);
}

static void write_rows(const char *item, struct dockexec_array value, int depth)
{
	check_size(item, value, depth);
	put('[');
	for (int i = 0; i < value.size; i++) {
		if (i > 0)
			put(',');
		if (*item == '[') {
			struct dockexec_array row = { ((void *const *)value.items)[i], value.columns[i], NULL, NULL };
			if (value.columns2)
				row.columns = value.columns2[i];
			write_rows(item + 1, row, depth + 1);
		} else {
			write_item(item, value.items, i);
		}
	}
	put(']');
}

void dockexec_write_array(const char *item, struct dockexec_array value)
{
	writing++;
	write_rows(item, value, 0);
	writing--;
}

/* ---- Class problems ---- */

static char **call_names;
static int call_count;
static int call;
static const char *call_name;

void dockexec_begin_calls(void)
{
	dockexec_next();
	struct dockexec_array names = dockexec_read_array("s");
	call_names = names.items;
	call_count = names.size;
	call = 0;
	dockexec_next();
	put('[');
}

int dockexec_next_call(void)
{
	if (call >= call_count)
		return 0;
	if (call > 0) {
		/* The end of the last call's arguments, which may be an empty array. */
		take('[');
		if (!take(']'))
			bad_argument("a call has too many arguments");
		put(',');
	}
	dockexec_next();
	call_name = call_names[call++];
	return 1;
}

int dockexec_call_is(const char *name)
{
	size_t length = 0;
	while (name[length])
		length++;
	return same(call_name, name, length + 1);
}

void dockexec_unknown_call(void)
{
	bad_argument("the case calls a method that the class does not have");
}

void dockexec_end_calls(void)
{
	put(']');
}

/* ---- The run ---- */

static void on_fault(int overflow)
{
	if (overflow)
		fail("exception", "stack overflow");
	if (writing)
		fail("answer", "the returned value points to memory that cannot be read");
}

/* Reads the next case into `incoming`; 0 when there are no more. */
static int next_case(void)
{
	char header[HEADER];
	if (!read_exactly(header, HEADER))
		return 0;
	size_t length = get_u32(header);
	if (header[4] != 'C' || length < 4 || length > FRAME_CAP)
		leave(1);
	incoming.length = 0;
	reserve(&incoming, length + 1);
	if (!read_exactly(incoming.data, length))
		return 0;
	incoming.data[length] = 0;
	case_number = get_u32(incoming.data);
	at = incoming.data + 4;
	restart_arena();
	return 1;
}

int main(void)
{
	dockexec_stack_watch(on_fault);
	char ready[HEADER];
	put_u32(ready, 0);
	ready[4] = 'R';
	write_all(ready, HEADER);
	while (next_case()) {
		begin_answer();
		dockexec_case();
		fflush(NULL);
		send_frame(&answer, 'A');
	}
	leave(0);
}
