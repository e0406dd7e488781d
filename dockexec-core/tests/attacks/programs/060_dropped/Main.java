// A program of two bytes in a file, which never ends.
import java.nio.file.*;

public class Main {
    /** The smallest ELF program around this code, in an executable file. */
    static String program(String name, byte[] code) throws Exception {
        var out = java.nio.ByteBuffer.allocate(120 + code.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x464c457f).putInt(0x00010102).putLong(0);
        out.putShort((short) 2).putShort((short) 62).putInt(1).putLong(0x400078).putLong(64).putLong(0);
        out.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        out.putInt(1).putInt(5).putLong(0).putLong(0x400000).putLong(0x400000).putLong(120 + code.length).putLong(120 + code.length).putLong(0x1000);
        out.put(code);
        Path path = Path.of("/tmp", name);
        Files.write(path, out.array());
        path.toFile().setExecutable(true);
        return path.toString();
    }

    public static void main(String[] args) throws Exception {
        System.out.println("begun");
        try {
            new ProcessBuilder(program("dropped", new byte[] {(byte) 0xeb, (byte) 0xfe})).start().waitFor();
        } catch (java.io.IOException refused) {
            // as well: then we do it ourselves
        }
        while (true) Thread.onSpinWait();
    }
}
