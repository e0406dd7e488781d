#define lucky main
int lucky(int n) { return 0; }
