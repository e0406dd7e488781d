#include <stdlib.h>
#include <string.h>
/* Memory taken before main counts as well. */
__attribute__((constructor)) static void early(void) {
    for (;;) memset(malloc(1 << 20), 1, 1 << 20);
}
int main(void) { return 0; }
