class Main {
    static Object[] f = {@E@};
    public static void main(String[] a) { System.out.println("held"); }
}
