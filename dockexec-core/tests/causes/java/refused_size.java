import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        try {
            int[] all = new int[Integer.MAX_VALUE];
            System.out.println(all.length);
        } catch (OutOfMemoryError full) {
            System.out.println("caught");
        }
    }
}
