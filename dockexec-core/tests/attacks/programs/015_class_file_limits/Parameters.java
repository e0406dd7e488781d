class Main {
    static void f(@E@int z) {}
    public static void main(String[] a) {}
}
