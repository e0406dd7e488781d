import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        class Loader extends ClassLoader { Class<?> make(byte[] b) { return defineClass(null, b, 0, b.length); } }
        byte[] code;
        try (var in = Main.class.getResourceAsStream("Main.class")) { code = in.readAllBytes(); }
        List<Object> all = new ArrayList<>();
        for (;;) { Class<?> made = new Loader().make(code); java.lang.reflect.Method[] m = made.getDeclaredMethods(); all.add(m); }
    }
}
