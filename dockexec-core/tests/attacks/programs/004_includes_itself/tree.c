#if __INCLUDE_LEVEL__ < 40
#include __FILE__
#include __FILE__
#endif
static int grown;
