import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

public class Main {
    public static void main(String[] args) {
        List<ByteBuffer> hoard = new ArrayList<>();
        while (true) hoard.add(ByteBuffer.allocateDirect(8 << 20));
    }
}
