#include <math.h>

double number(int n) {
    double values[] = {NAN, INFINITY, -0.0, 1e308};
    return n == 3 ? values[n] * 10 : values[n];
}
