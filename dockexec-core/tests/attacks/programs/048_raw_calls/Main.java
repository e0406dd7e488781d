// Each call is a program of its own: it exits with 1 when the call succeeded, with 0 when it was refused; or it is killed for trying.
import java.io.IOException;
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

    /** mov eax, number; mov edi, a; mov esi, b; xor edx, edx; xor r10d, r10d; syscall; test eax, eax; set edi to (eax >= 0); exit */
    static byte[] code(int number, int a, int b) {
        var out = java.nio.ByteBuffer.allocate(37).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0xb8).putInt(number).put((byte) 0xbf).putInt(a).put((byte) 0xbe).putInt(b);
        out.put(new byte[] {0x31, (byte) 0xd2, 0x45, 0x31, (byte) 0xd2, 0x0f, 0x05, 0x31, (byte) 0xff, (byte) 0x85, (byte) 0xc0, 0x40, 0x0f, (byte) 0x99, (byte) 0xc7, (byte) 0xb8, 60, 0, 0, 0, 0x0f, 0x05});
        return out.array();
    }

    static int run(String name, byte[] code) throws Exception {
        try {
            return new ProcessBuilder(program(name, code)).start().waitFor();
        } catch (IOException refused) {
            return -1;
        }
    }

    public static void main(String[] args) throws Exception {
        // What, number, first argument, second argument on x86-64; elsewhere nothing of this can be executed.
        String[][] calls = {
            {"unshare user", "272", "0x10000000", "0"},
            {"unshare mount", "272", "0x20000", "0"},
            {"unshare net", "272", "0x40000000", "0"},
            {"setns", "308", "0", "0"},
            {"clone3", "435", "0", "0"},
            {"ptrace itself", "101", "0", "0"},
            {"userfaultfd", "323", "1", "0"},
            {"keyctl", "250", "0", "-3"},
            {"socket inet", "41", "2", "1"},
            {"socket inet6", "41", "10", "2"},
            {"socket unix", "41", "1", "1"},
            {"socket netlink", "41", "16", "3"},
            {"socket alg", "41", "38", "5"},
            {"socket vsock", "41", "40", "1"},
            {"personality", "135", "0x40000", "0"},
            {"personality 32 bit", "135", "8", "0"},
            {"iopl", "172", "3", "0"},
            {"acct", "163", "0", "0"},
            {"settimeofday", "164", "0", "0"},
            {"vhangup", "153", "0", "0"},
            {"swapoff", "168", "0", "0"},
            {"reboot", "169", "0xfee1dead", "672274793"},
            {"syslog", "103", "10", "0"},
            {"inotify_init", "253", "0", "0"},
            {"landlock version", "444", "0", "0"},
            {"pidfd_getfd", "438", "0", "0"},
            {"kcmp", "312", "1", "1"},
            {"quotactl", "179", "0", "0"},
            {"fsopen", "430", "0", "0"},
            {"open_tree", "428", "-100", "0"},
            {"memfd_secret", "447", "0", "0"},
            {"lsm_list", "461", "0", "0"},
            {"io_uring_setup", "425", "1", "0"},
            {"bpf", "321", "0", "0"},
            {"perf_event_open", "298", "0", "0"},
            {"getsid of init as x32", "0x4000007c", "0", "0"},
            {"getpid as x32", "0x40000027", "0", "0"}
        };
        boolean broken = false;
        for (String[] call : calls) {
            int number = Long.decode(call[1]).intValue(), a = Long.decode(call[2]).intValue(), b = Long.decode(call[3]).intValue();
            if (run("call" + number + "-" + a, code(number, a, b)) == 1) {
                System.out.println("BROKEN: " + call[0]);
                broken = true;
            }
        }
        // The programs themselves work: getpid succeeds, unless nothing dropped may run, which is as well.
        int control = run("control", code(39, 0, 0));
        if (control != 1 && control != -1) {
            System.out.println("BROKEN: the control failed, so the others say nothing");
            broken = true;
        }
        if (!broken) System.out.println("held");
    }
}
