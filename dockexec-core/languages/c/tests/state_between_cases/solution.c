static int count = 0;

int next(int n) {
    return ++count;
}
