class Main {
    static int early;
    static {
        while (early >= 0) early = (early + 1) & 0xFFFF;
    }
    public static void main(String[] args) {}
}
