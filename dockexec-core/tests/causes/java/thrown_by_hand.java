import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        throw new OutOfMemoryError("Java heap space");
    }
}
