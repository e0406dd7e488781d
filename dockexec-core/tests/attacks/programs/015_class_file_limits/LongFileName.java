class Main {
    static class @E@ {}
    public static void main(String[] a) { System.out.println("held"); }
}
