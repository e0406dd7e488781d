class Main {
    static final int[] A = {@N@};
    public static void main(String[] args) { System.out.println(A.length); }
}
