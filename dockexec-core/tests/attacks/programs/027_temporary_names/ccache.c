#include "ccache.h"
int main(void) { return 0; }
