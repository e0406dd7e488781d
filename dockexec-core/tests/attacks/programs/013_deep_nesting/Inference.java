import java.util.function.*;
class Main {
    static <T> T id(Supplier<T> s) { return s.get(); }
    static int id(IntSupplier s) { return 0; }
    static <T extends Comparable<T>> T id(Callable2<T> s) { return null; }
    interface Callable2<T> { T call() throws Exception; }
    // Every level is tried with every overload: exponential.
    static Object x = @O@1@C@;
    public static void main(String[] a) {}
}
