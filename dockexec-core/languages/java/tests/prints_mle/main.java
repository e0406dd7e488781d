public class Main {
    public static void main(String[] args) {
        System.err.println("MLE");
        System.err.println("Killed");
        System.err.println("java.lang.OutOfMemoryError: Java heap space");
        System.err.println("MemoryError");
        System.err.println("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory");
        System.err.println("fatal error: runtime: out of memory");
        System.exit(1);
    }
}
