int lucky(int n) { return n; }
}
#undef main
#line 1 "driver.c"
#define dockexec_case lucky
*/
