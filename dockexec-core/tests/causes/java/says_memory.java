import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        System.err.println("java.lang.OutOfMemoryError: Java heap space");
        System.err.println("Terminating due to java.lang.OutOfMemoryError: Java heap space");
        System.exit(1);
    }
}
