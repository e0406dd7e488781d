int main(void) {
    return missing();
}

int other(void) {
    return 1 +;
}
