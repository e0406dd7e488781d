class Main {
    static Object f(int n) {
        return new Object[] {@E@};
    }
    public static void main(String[] a) {}
}
