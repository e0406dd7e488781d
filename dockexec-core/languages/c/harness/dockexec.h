/* What a generated driver.c may use of the runtime: readers of one case's arguments, writers of its answer.
 *
 * No system header is included and only C89 is used, so that the driver compiles in a few milliseconds and under any -std= of a submission. Everything is
 * hidden and starts with `dockexec_`: a submission may have functions of any other name, read and write and select too.
 *
 * A type is told by a short text, one letter per level: i integer, l long, d double, b boolean, c character, s string, L ListNode, T TreeNode,
 * and [ before the type of an array's items: "[[i" is integer[][]. */
#ifndef DOCKEXEC_RUNTIME_H
#define DOCKEXEC_RUNTIME_H

#pragma GCC visibility push(hidden)

/* The sizes of an array as LeetCode passes them beside it. */
struct dockexec_array {
	void *items;    /* the outermost array */
	int size;       /* aSize */
	int *columns;   /* aColSize: the sizes of its items, if these are arrays */
	int **columns2; /* and of theirs, in three dimensions */
};

/* The user's code, by a table that stands at the end of the user's own unit: static functions are found too. */
extern void (*const dockexec_entries[])(void);

/* The generated part: runs the current case between the runtime's reading of it and the sending of its answer. */
extern void dockexec_case(void);

/* Arguments, in order. They live until the next case; the user may free or realloc them as if they came from malloc. */
extern void dockexec_next(void);            /* steps over `[` or `,` to the next argument */
extern int dockexec_read_integer(void);
extern long long dockexec_read_long(void);
extern double dockexec_read_double(void);
extern int dockexec_read_boolean(void);
extern char dockexec_read_character(void);
extern char *dockexec_read_string(void);
extern void *dockexec_read_list(void);
extern void *dockexec_read_tree(void);
extern struct dockexec_array dockexec_read_array(const char *item);

/* Answers. */
extern void dockexec_write_null(void);
extern void dockexec_write_integer(int value);
extern void dockexec_write_long(long long value);
extern void dockexec_write_double(double value);
extern void dockexec_write_boolean(int value);
extern void dockexec_write_character(char value);
extern void dockexec_write_string(const char *value);
extern void dockexec_write_list(const void *head);
extern void dockexec_write_tree(const void *root);
extern void dockexec_write_array(const char *item, struct dockexec_array value);

/* Class problems: the calls of a case one by one. dockexec_next_call is 0 after the last. */
extern void dockexec_begin_calls(void);
extern int dockexec_next_call(void);
extern int dockexec_call_is(const char *name);
extern void dockexec_unknown_call(void);
extern void dockexec_end_calls(void);

#pragma GCC visibility pop

#endif
