class Main {
    @Deprecated
    public static void main(String[] args) { System.out.println("held"); }
}
