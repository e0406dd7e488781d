class Main {
    int x = @E@;
}
