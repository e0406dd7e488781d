static int count = 0;

int next(int n) {
    ++count;
    return n ? count / (count - 2) : count;
}
