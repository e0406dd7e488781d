import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        for (;;) { System.out.println("more"); System.err.println("more"); }
    }
}
