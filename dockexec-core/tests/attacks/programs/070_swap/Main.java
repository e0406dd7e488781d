import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

// No way to ask for it from here: touched once and never looked at again, outside the heap where no collector passes, is what a kernel swaps out first.
class Main {
    public static void main(String[] args) {
        List<ByteBuffer> idle = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20);
            for (int page = 0; page < 1 << 20; page += 4096) {
                piece.put(page, (byte) i);
            }
            idle.add(piece);
        }
        System.out.println("BROKEN: half a gigabyte under a limit of 64 MiB " + idle.size());
    }
}
