#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
struct node { struct node *next; long v; };
struct node *volatile all;
int main(void) { for (;;) { struct node *n = malloc(sizeof *n); n->next = all; n->v = 1; all = n; } }