// The harness's names, as far as the source tells them.
int dockexec_entries[8];
void dockexec_case(void) {}
void dockexec_write_integer(int value) { (void)value; }
int dockexec_read_integer(void) { return 1; }
int lucky(int n) { return n; }
