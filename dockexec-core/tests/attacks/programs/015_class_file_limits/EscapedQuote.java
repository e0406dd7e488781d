class Main {
    String s = "\u0022 + missing + \u0022";
    public static void main(String[] a) {}
}
