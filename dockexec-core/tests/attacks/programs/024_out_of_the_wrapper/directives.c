int lucky(int n) { return n; }
#undef __DOCKEXEC
#define main other_main
#define dockexec_main main
#line 1 "driver.c"
int dockexec_extra(void) { return 1; }
/* an open comment
