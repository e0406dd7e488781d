package java.lang;

public class Main {
    public static void main(String[] args) {
        java.lang.System.out.println("held");
    }
}
