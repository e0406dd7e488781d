import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A javac that stays warm: the "compile server" of PROTOCOL.md. It takes the command line and the sources of one compilation after the other and gives back what javac
 * prints and the class files it makes. Nothing touches a file system but the class library and the harness on the class path; no annotation processor runs, so no code of a
 * submission ever does.
 */
final class CompileServer {
    private static final int MAX_FRAME = 64 << 20;
    private static final int CRASHED = 255;
    private static final int MAX_FILE_NAME = 255;

    public static void main(String[] args) throws IOException {
        DataInputStream in = new DataInputStream(new FileInputStream("/proc/self/fd/3"));
        OutputStream out = new FileOutputStream("/proc/self/fd/4");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        warmUp(compiler, files);
        send(out, 'R', new byte[0]);
        while (true) {
            Reader request;
            try {
                request = Reader.frame(in);
            } catch (EOFException end) {
                return;
            }
            int number = request.number();
            List<String> arguments = request.strings();
            Map<String, String> sources = request.files();
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            writeInt(reply, number);
            compile(compiler, files, arguments, sources, reply);
            send(out, 'A', reply.toByteArray());
        }
    }

    /** The first compilation loads most of javac: done before anybody waits. */
    private static void warmUp(JavaCompiler compiler, StandardJavaFileManager files) throws IOException {
        String text = "import java.util.*; class W { int f(List<Integer> a, Map<String, int[]> m) { int s = 0; for (int x : a) s += x;"
            + " for (String k : m.keySet()) s += m.get(k).length; return a.stream().mapToInt(y -> y + 1).sum() + s; } }";
        Map<String, String> sources = new TreeMap<>();
        sources.put("W.java", text);
        compile(compiler, files, List.of("-proc:none", "W.java"), sources, new ByteArrayOutputStream());
    }

    private static void compile(
            JavaCompiler compiler, StandardJavaFileManager files, List<String> arguments, Map<String, String> sources, ByteArrayOutputStream reply)
            throws IOException {
        List<String> options = new ArrayList<>();
        List<JavaFileObject> units = new ArrayList<>();
        List<File> classPath = new ArrayList<>();
        String directory = "";
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (argument.startsWith("-J")) {
                continue;
            } else if (argument.equals("-d") && at + 1 < arguments.size()) {
                directory = arguments.get(++at) + "/";
            } else if (argument.equals("-cp") && at + 1 < arguments.size()) {
                for (String part : arguments.get(++at).split(":")) {
                    classPath.add(new File(part));
                }
            } else if (argument.equals("-encoding") && at + 1 < arguments.size()) {
                at++;
            } else if (sources.containsKey(argument)) {
                units.add(new Source(argument, sources.get(argument)));
            } else {
                options.add(argument);
            }
        }
        files.setLocation(StandardLocation.CLASS_PATH, classPath);
        Memory memory = new Memory(files, directory);
        StringWriter printed = new StringWriter();
        int status;
        try {
            status = compiler.getTask(printed, memory, null, options, null, units).call() ? 0 : 1;
        } catch (IllegalArgumentException error) {
            printed.write("error: " + error.getMessage() + "\n");
            status = 2;
        }
        if (printed.getBuffer().indexOf("An exception has occurred in the compiler") >= 0
                || printed.getBuffer().indexOf("The system is out of resources.") >= 0) {
            // javac itself failed: nobody knows in what state it is, so the host throws this server away and compiles cold.
            status = CRASHED;
        }
        writeInt(reply, status);
        writeBytes(reply, printed.toString().getBytes(StandardCharsets.UTF_8));
        writeInt(reply, memory.classes.size());
        for (Map.Entry<String, ByteArrayOutputStream> made : memory.classes.entrySet()) {
            writeBytes(reply, made.getKey().getBytes(StandardCharsets.UTF_8));
            writeBytes(reply, made.getValue().toByteArray());
        }
    }

    /** A source text under the name that the command line gives it. */
    private static final class Source extends SimpleJavaFileObject {
        private final String name;
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name), Kind.SOURCE);
            this.name = name;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public String getName() {
            return name;
        }
    }

    /** Keeps class files instead of writing them. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
        private final String directory;

        Memory(JavaFileManager files, String directory) {
            super(files);
            this.directory = directory;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String name = directory + className.replace('.', '/') + kind.extension;
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    // Whoever unpacks the class files has a file system, which would refuse such a name.
                    for (String part : name.split("/")) {
                        if (part.getBytes(StandardCharsets.UTF_8).length > MAX_FILE_NAME) {
                            throw new IOException(new File(name).getAbsolutePath() + ": File name too long");
                        }
                    }
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(name, bytes);
                    return bytes;
                }
            };
        }

        // javac asks for the binary name of everything it lists; sources in memory are listed nowhere.
        @Override
        public void close() {}
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at = 0;

        private Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        static Reader frame(DataInputStream in) throws IOException {
            int length = Integer.reverseBytes(in.readInt());
            in.readByte();
            if (length < 0 || length > MAX_FRAME) {
                throw new IOException("a frame of " + length + " bytes");
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return new Reader(bytes);
        }

        int number() {
            int value = (bytes[at] & 255) | (bytes[at + 1] & 255) << 8 | (bytes[at + 2] & 255) << 16 | (bytes[at + 3] & 255) << 24;
            at += 4;
            return value;
        }

        String string() {
            int length = number();
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        List<String> strings() {
            List<String> all = new ArrayList<>();
            for (int left = number(); left > 0; left--) {
                all.add(string());
            }
            return all;
        }

        Map<String, String> files() {
            Map<String, String> all = new TreeMap<>();
            for (int left = number(); left > 0; left--) {
                String name = string();
                all.put(name, string());
            }
            return all;
        }
    }

    private static void send(OutputStream out, char kind, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        writeInt(frame, payload.length);
        frame.write(kind);
        frame.write(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    private static void writeInt(ByteArrayOutputStream out, int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >> shift & 255);
        }
    }

    private static void writeBytes(ByteArrayOutputStream out, byte[] bytes) throws IOException {
        writeInt(out, bytes.length);
        out.write(bytes);
    }
}
