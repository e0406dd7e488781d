class Main {
    static int @E@ = 1;
    public static void main(String[] a) { System.out.println("held"); }
}
