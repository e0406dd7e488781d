class Main {
    static String[] f() { return new String[] {"@E@"}; }
    public static void main(String[] a) {}
}
