class Main {
    static int even(int n) { return n == 0 ? 1 : odd(n + 1); }
    static int odd(int n) { return n == 0 ? 0 : even(n + 1) + 1; }
    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 20000; i++) {
            even(-200);
        }
        System.out.println(even(1));
    }
}
