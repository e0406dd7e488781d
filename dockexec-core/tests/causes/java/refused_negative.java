import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        int n = -1;
        int[] all = new int[n];
    }
}
