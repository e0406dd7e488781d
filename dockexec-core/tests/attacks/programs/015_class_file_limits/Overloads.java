class Main {
@E@    public static void main(String[] a) {}
}
