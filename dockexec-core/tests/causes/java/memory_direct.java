import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        List<java.nio.ByteBuffer> all = new ArrayList<>();
        for (;;) all.add(java.nio.ByteBuffer.allocateDirect(4 << 20));
    }
}
