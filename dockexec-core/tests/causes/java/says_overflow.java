import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        System.err.println("a case of java.lang.StackOverflowError was caught");
        System.exit(2);
    }
}
