import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        byte[] all = new byte[300 << 20];
        System.out.println(all.length);
    }
}
