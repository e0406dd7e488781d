class Main {
@E@    public static void main(String[] a) { System.out.println("held"); }
}
