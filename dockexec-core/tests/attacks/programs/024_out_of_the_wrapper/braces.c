int lucky(int n) { return n; }
}
}
int extra(void) { return 1; }
{
