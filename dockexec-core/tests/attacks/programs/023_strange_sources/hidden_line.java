/* x yzqr  */
class Main {
    public static void main(String[] args) {
        System.out.println("held");
    }
}
