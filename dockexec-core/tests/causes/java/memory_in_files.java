import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 1);
        try (var out = new java.io.FileOutputStream("/tmp/big")) {
            for (int i = 0; i < 450; i++) out.write(block);
        }
    }
}
