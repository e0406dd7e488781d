char filled[1 << 30] = {1};

int main(void) {
    return filled[0];
}
