import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Runs a function problem's Java solution, case by case, as PROTOCOL.md says.
 *
 * <p>Compiled once per toolchain, so it knows the solution only by reflection: arguments are built after the parameters that its method really has, answers
 * are written strictly by the signature. Lambdas, string formatting and regular expressions are avoided because each of them would add to the start-up
 * of every submission.
 */
final class Harness {
    static final int NODE_CAP = 1_000_000;
    static final int VALUE_CAP = 4_000_000;
    static final int NOT_LOADED = 0xFFFFFFFF;
    static final int MAX_PAYLOAD = 64 << 20;
    static final int SHOWN_FRAMES = 40;

    static FileInputStream cases;
    static FileOutputStream answers;
    static final PrintStream STDOUT = System.out;
    static final PrintStream STDERR = System.err;

    private Harness() {
    }

    public static void main(String[] arguments) throws Exception {
        cases = new FileInputStream(descriptor(3));
        answers = new FileOutputStream(descriptor(4));
        Map<?, ?> signature;
        try (FileInputStream file = new FileInputStream("signature.json")) {
            signature = (Map<?, ?>) new Json(file.readAllBytes(), 0).any();
        }
        Callee callee = null;
        try {
            callee = signature.get("kind").equals("class") ? new ClassCallee(signature) : new FunctionCallee(signature);
        } catch (Throwable error) {
            fail(NOT_LOADED, unwrapped(error), "exception");
        }
        send('R', new byte[0], 0);
        byte[] header = new byte[5];
        while (true) {
            receive(header, 5);
            int size = little(header, 0);
            if (header[4] != 'C' || size < 4 || size > MAX_PAYLOAD) {
                Runtime.getRuntime().halt(2);
            }
            byte[] payload = new byte[size];
            receive(payload, size);
            int number = little(payload, 0);
            Out out = new Out();
            out.integer32(number);
            try {
                callee.run(new Json(payload, 4), out);
            } catch (NotOfType error) {
                fail(number, error, "answer");
            } catch (Throwable error) {
                fail(number, unwrapped(error), "exception");
            }
            flush();
            send('A', out.bytes, out.size);
        }
    }

    /**
     * An inherited file descriptor by its number. Opening /dev/fd needs no private interface but a /proc; the other way works everywhere but makes newer virtual
     * machines print a warning.
     */
    @SuppressWarnings({"removal", "deprecation"})
    static FileDescriptor descriptor(int number) throws Exception {
        boolean warns = Runtime.version().feature() >= 23;
        if (warns) {
            try {
                return number == 3 ? new FileInputStream("/dev/fd/3").getFD() : new FileOutputStream("/dev/fd/" + number).getFD();
            } catch (IOException unavailable) {
                // Then the other way, warning and all.
            }
        }
        Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
        FileDescriptor descriptor = new FileDescriptor();
        unsafe.putInt(descriptor, unsafe.objectFieldOffset(FileDescriptor.class.getDeclaredField("fd")), number);
        return descriptor;
    }

    // ---- frames

    static int little(byte[] bytes, int at) {
        return bytes[at] & 255 | (bytes[at + 1] & 255) << 8 | (bytes[at + 2] & 255) << 16 | (bytes[at + 3] & 255) << 24;
    }

    static void receive(byte[] buffer, int size) throws IOException {
        int at = 0;
        while (at < size) {
            int read = cases.read(buffer, at, size - at);
            if (read < 0) {
                Runtime.getRuntime().halt(0);
            }
            at += read;
        }
    }

    static void send(char kind, byte[] payload, int size) throws IOException {
        byte[] frame = new byte[5 + size];
        for (int i = 0; i < 4; i++) {
            frame[i] = (byte) (size >>> 8 * i);
        }
        frame[4] = (byte) kind;
        System.arraycopy(payload, 0, frame, 5, size);
        answers.write(frame);
    }

    static void flush() {
        PrintStream[] streams = {STDOUT, STDERR, System.out, System.err};
        for (PrintStream stream : streams) {
            try {
                stream.flush();
            } catch (Throwable ignored) {
                // A stream of the user's own: it cannot hold up the answer.
            }
        }
    }

    // ---- errors, for people

    static Throwable unwrapped(Throwable error) {
        while ((error instanceof InvocationTargetException || error instanceof ExceptionInInitializerError) && error.getCause() != null) {
            error = error.getCause();
        }
        return error;
    }

    static void fail(int number, Throwable error, String kind) throws IOException {
        String message = words(error);
        StringBuilder trace = new StringBuilder(message);
        if (kind.equals("exception")) {
            String place = appendFrames(error, trace);
            if (place != null) {
                message = message + " at " + place;
            }
        }
        Out out = new Out();
        out.integer32(number);
        out.ascii("{\"kind\":\"");
        out.ascii(kind);
        out.ascii("\",\"message\":");
        out.string(message);
        out.ascii(",\"trace\":");
        out.string(trace.toString());
        out.ascii("}");
        flush();
        send('E', out.bytes, out.size);
        Runtime.getRuntime().halt(1);
    }

    static String words(Throwable error) {
        if (error instanceof NotOfType || error instanceof NotThere) {
            return error.getMessage();
        }
        String name = error.getClass().getName();
        try {
            String message = error.getMessage();
            return message == null ? name : name + ": " + (message.length() > 2000 ? message.substring(0, 2000) : message);
        } catch (Throwable another) {
            return name;
        }
    }

    /** Appends the user's own frames, and returns the place of the innermost one. */
    static String appendFrames(Throwable error, StringBuilder trace) {
        String place = null;
        try {
            int shown = 0;
            for (StackTraceElement frame : error.getStackTrace()) {
                String file = frame.getFileName();
                if (isOurs(frame.getClassName()) || file == null) {
                    continue;
                }
                if (shown == SHOWN_FRAMES) {
                    trace.append("\n\t… more frames …");
                    break;
                }
                shown++;
                String here = file + ":" + frame.getLineNumber();
                trace.append("\n\tat ").append(frame.getClassName()).append('.').append(frame.getMethodName());
                trace.append('(').append(here).append(')');
                if (place == null) {
                    place = here;
                }
            }
        } catch (Throwable another) {
            // An exception that cannot be asked: then there are no frames.
        }
        return place;
    }

    static boolean isOurs(String name) {
        return name.startsWith("Harness") || name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.") || name.startsWith("sun.");
    }

    /** A returned value that is not of the signature's type. */
    static final class NotOfType extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotOfType(String message) {
            super(message, null, false, false);
        }

        NotOfType(Object value, Type type) {
            this((value == null ? "null" : "a " + value.getClass().getTypeName()) + " is not a valid value of type " + type.text);
        }
    }

    /** The class or method that the signature names is missing. */
    static final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotThere(String message) {
            super(message, null, false, false);
        }
    }

    // ---- the signature

    /** A type of the signature. */
    static final class Type {
        final String kind;
        final String text;
        final Type item;

        Type(Map<?, ?> descriptor) {
            kind = (String) descriptor.get("kind");
            text = (String) descriptor.get("text");
            item = descriptor.get("item") == null ? null : new Type((Map<?, ?>) descriptor.get("item"));
        }

        static Type[] ofParams(Object params) {
            List<?> list = (List<?>) params;
            Type[] types = new Type[list.size()];
            for (int i = 0; i < types.length; i++) {
                types[i] = new Type((Map<?, ?>) ((Map<?, ?>) list.get(i)).get("type"));
            }
            return types;
        }

        /** The Java class that the starter code has for this type; `null` for nodes, which are known by their own classes. */
        Class<?> javaClass() {
            switch (kind) {
                case "integer":
                    return int.class;
                case "long":
                    return long.class;
                case "double":
                    return double.class;
                case "boolean":
                    return boolean.class;
                case "character":
                    return char.class;
                case "string":
                    return String.class;
                case "list":
                    return List.class;
                case "array":
                    Class<?> of = item.javaClass();
                    return of == null ? null : Array.newInstance(of, 0).getClass();
                default:
                    return null;
            }
        }
    }

    // ---- calling the solution

    abstract static class Callee {
        /** Runs the case whose arguments `json` is about to read, and writes the answer. */
        abstract void run(Json json, Out out) throws Throwable;

        static Class<?> load(String name) throws Throwable {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException missing) {
                throw new NotThere("class " + name + " is not defined");
            }
        }

        /** The method of that name whose parameters fit best. */
        static Method method(Class<?> in, String name, Type[] params) {
            Method best = null;
            int bestScore = -1;
            for (Class<?> at = in; at != null && at != Object.class; at = at.getSuperclass()) {
                for (Method method : at.getDeclaredMethods()) {
                    if (method.getName().equals(name) && !method.isSynthetic()) {
                        int score = score(method, params);
                        if (score > bestScore) {
                            best = method;
                            bestScore = score;
                        }
                    }
                }
            }
            if (best == null) {
                throw new NotThere("class " + in.getName() + " has no method " + name + " with " + params.length + " parameters");
            }
            best.setAccessible(true);
            return best;
        }

        static int score(Method method, Type[] params) {
            Class<?>[] types = method.getParameterTypes();
            if (types.length != params.length) {
                return -1;
            }
            int score = Modifier.isPublic(method.getModifiers()) ? 1 : 0;
            for (int i = 0; i < types.length; i++) {
                Class<?> wanted = params[i].javaClass();
                if (wanted == null || wanted == types[i]) {
                    score += 2;
                }
            }
            return score;
        }

        static Constructor<?> constructor(Class<?> of, Type[] params) {
            for (Constructor<?> constructor : of.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == params.length) {
                    constructor.setAccessible(true);
                    return constructor;
                }
            }
            throw new NotThere("class " + of.getName() + " has no constructor with " + params.length + " parameters");
        }
    }

    static final class FunctionCallee extends Callee {
        final Constructor<?> constructor;
        final Method method;
        final Type[] params;
        final Class<?>[] classes;
        final int output;
        final Type answer;

        FunctionCallee(Map<?, ?> signature) throws Throwable {
            Class<?> solution = load("Solution");
            constructor = constructor(solution, new Type[0]);
            params = Type.ofParams(signature.get("params"));
            method = method(solution, (String) signature.get("name"), params);
            classes = method.getParameterTypes();
            Type returns = new Type((Map<?, ?>) signature.get("returns"));
            Object index = signature.get("output_param");
            output = returns.kind.equals("void") && index != null ? ((Long) index).intValue() : -1;
            answer = output < 0 ? returns : params[output];
        }

        @Override
        void run(Json json, Out out) throws Throwable {
            Object[] args = json.arguments(params, classes);
            Object inPlace = output < 0 ? null : args[output];
            Object result = method.invoke(constructor.newInstance(), args);
            out.value(answer, output < 0 ? result : inPlace);
        }
    }

    static final class ClassCallee extends Callee {
        final Constructor<?> constructor;
        final Type[] params;
        final Map<String, Method> methods = new HashMap<>();
        final Map<String, Type[]> methodParams = new HashMap<>();
        final Map<String, Type> returns = new HashMap<>();

        ClassCallee(Map<?, ?> signature) throws Throwable {
            Class<?> design = load((String) signature.get("name"));
            params = Type.ofParams(signature.get("constructor"));
            constructor = constructor(design, params);
            for (Object entry : (List<?>) signature.get("methods")) {
                Map<?, ?> method = (Map<?, ?>) entry;
                String name = (String) method.get("name");
                methodParams.put(name, Type.ofParams(method.get("params")));
                returns.put(name, new Type((Map<?, ?>) method.get("returns")));
                methods.put(name, method(design, name, methodParams.get(name)));
            }
        }

        @Override
        void run(Json json, Out out) throws Throwable {
            json.next('[');
            List<?> names = (List<?>) json.any();
            json.next(',');
            json.next('[');
            Object object = constructor.newInstance(json.arguments(params, constructor.getParameterTypes()));
            out.ascii("[null");
            for (int i = 1; i < names.size(); i++) {
                json.next(',');
                String name = (String) names.get(i);
                Method method = methods.get(name);
                Object result = method.invoke(object, json.arguments(methodParams.get(name), method.getParameterTypes()));
                out.ascii(",");
                out.value(returns.get(name), result);
            }
            out.ascii("]");
        }
    }

    // ---- nodes

    /** How a class of nodes is made and read: the user's own, or the one that is provided. */
    static final class NodeShape {
        static final Map<Class<?>, NodeShape> KNOWN = new HashMap<>();

        final Constructor<?> constructor;
        final boolean takesValue;
        final Field val;
        final Field[] links;

        NodeShape(Class<?> of, String[] names) {
            val = field(of, "val");
            links = new Field[names.length];
            for (int i = 0; i < names.length; i++) {
                links[i] = field(of, names[i]);
            }
            Constructor<?> found = null;
            for (Constructor<?> candidate : of.getDeclaredConstructors()) {
                Class<?>[] types = candidate.getParameterTypes();
                if (types.length == 0 || types.length == 1 && types[0] == int.class && found == null) {
                    found = candidate;
                }
            }
            if (found != null) {
                found.setAccessible(true);
            }
            constructor = found;
            takesValue = found != null && found.getParameterCount() == 1;
        }

        static NodeShape of(Class<?> node, String kind) {
            NodeShape shape = KNOWN.get(node);
            if (shape == null) {
                shape = new NodeShape(node, kind.equals("ListNode") ? new String[] {"next"} : new String[] {"left", "right"});
                KNOWN.put(node, shape);
            }
            return shape;
        }

        static Field field(Class<?> of, String name) {
            for (Class<?> at = of; at != null; at = at.getSuperclass()) {
                try {
                    Field field = at.getDeclaredField(name);
                    field.setAccessible(true);
                    return field;
                } catch (NoSuchFieldException inherited) {
                    // Then perhaps in the superclass.
                }
            }
            throw new NotThere("class " + of.getName() + " has no field " + name);
        }

        Object make(int value) throws Exception {
            if (constructor == null) {
                throw new NotThere("class " + val.getDeclaringClass().getName() + " has no constructor without parameters or with one int");
            }
            Object node = takesValue ? constructor.newInstance(value) : constructor.newInstance();
            val.set(node, value);
            return node;
        }
    }

    // ---- reading

    /** A reader of the host's JSON. The host is trusted: what it sends has been checked. */
    static final class Json {
        final byte[] text;
        int at;

        Json(byte[] text, int at) {
            this.text = text;
            this.at = at;
        }

        void skip() {
            while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) {
                at++;
            }
        }

        boolean is(char wanted) {
            skip();
            if (at < text.length && text[at] == wanted) {
                at++;
                return true;
            }
            return false;
        }

        void next(char wanted) {
            if (!is(wanted)) {
                throw new IllegalStateException("the case is not valid at byte " + at);
            }
        }

        boolean isNull() {
            skip();
            if (text[at] != 'n') {
                return false;
            }
            at += 4;
            return true;
        }

        Object[] arguments(Type[] types, Class<?>[] classes) throws Exception {
            Object[] values = new Object[types.length];
            next('[');
            for (int i = 0; i < types.length; i++) {
                if (i > 0) {
                    next(',');
                }
                values[i] = value(types[i], classes[i]);
            }
            next(']');
            return values;
        }

        /** The next value, of type `type`, for a place that has class `target` (`Object` where that is not known). */
        Object value(Type type, Class<?> target) throws Exception {
            switch (type.kind) {
                case "integer":
                case "long":
                    return number(integer(), type, target);
                case "double":
                    return real();
                case "boolean":
                    return bool();
                case "character":
                    return string().charAt(0);
                case "string":
                    return string();
                case "ListNode":
                    return list(target);
                case "TreeNode":
                    return tree(target);
                default:
                    boolean asList = target == Object.class ? type.kind.equals("list") : !target.isArray();
                    return asList ? items(type) : array(type, target);
            }
        }

        Object number(long value, Type type, Class<?> target) {
            if (target == long.class || target == Long.class || target == Object.class && type.kind.equals("long")) {
                return value;
            }
            return target == double.class || target == Double.class ? (Object) (double) value : (Object) (int) value;
        }

        List<Object> items(Type type) throws Exception {
            List<Object> items = new ArrayList<>();
            next('[');
            if (is(']')) {
                return items;
            }
            do {
                items.add(value(type.item, Object.class));
            } while (is(','));
            next(']');
            return items;
        }

        Object array(Type type, Class<?> target) throws Exception {
            Class<?> item = target == Object.class ? arrayItem(type) : target.getComponentType();
            if (item == int.class) {
                return ints();
            }
            List<Object> items = new ArrayList<>();
            next('[');
            if (!is(']')) {
                do {
                    items.add(value(type.item, item));
                } while (is(','));
                next(']');
            }
            Object array = Array.newInstance(item, items.size());
            for (int i = 0; i < items.size(); i++) {
                Array.set(array, i, items.get(i));
            }
            return array;
        }

        static Class<?> arrayItem(Type type) throws ClassNotFoundException {
            Class<?> known = type.item.javaClass();
            return known == null ? Class.forName(type.item.kind) : known;
        }

        int[] ints() {
            int[] values = new int[16];
            int count = 0;
            next('[');
            if (!is(']')) {
                do {
                    if (count == values.length) {
                        values = Arrays.copyOf(values, 2 * count);
                    }
                    values[count++] = (int) integer();
                } while (is(','));
                next(']');
            }
            return Arrays.copyOf(values, count);
        }

        Object list(Class<?> target) throws Exception {
            NodeShape shape = NodeShape.of(target == Object.class ? Class.forName("ListNode") : target, "ListNode");
            if (isNull()) {
                return null;
            }
            int[] values = ints();
            Object head = null;
            for (int i = values.length - 1; i >= 0; i--) {
                Object node = shape.make(values[i]);
                shape.links[0].set(node, head);
                head = node;
            }
            return head;
        }

        Object tree(Class<?> target) throws Exception {
            NodeShape shape = NodeShape.of(target == Object.class ? Class.forName("TreeNode") : target, "TreeNode");
            if (isNull()) {
                return null;
            }
            next('[');
            if (is(']')) {
                return null;
            }
            List<Object> parents = new ArrayList<>();
            parents.add(shape.make((int) integer()));
            for (int child = 0; is(','); child++) {
                if (!isNull()) {
                    Object node = shape.make((int) integer());
                    shape.links[child & 1].set(parents.get(child >> 1), node);
                    parents.add(node);
                }
            }
            next(']');
            return parents.get(0);
        }

        long integer() {
            skip();
            boolean negative = text[at] == '-';
            if (negative) {
                at++;
            }
            long value = 0;
            for (; at < text.length && text[at] >= '0' && text[at] <= '9'; at++) {
                value = 10 * value + text[at] - '0';
            }
            return negative ? -value : value;
        }

        double real() {
            skip();
            if (text[at] == '"') {
                return Double.parseDouble(string());
            }
            return Double.parseDouble(numberText());
        }

        String numberText() {
            int start = at;
            while (at < text.length && (text[at] >= '0' && text[at] <= '9' || "+-.eE".indexOf(text[at]) >= 0)) {
                at++;
            }
            return new String(text, start, at - start, StandardCharsets.ISO_8859_1);
        }

        boolean bool() {
            skip();
            boolean value = text[at] == 't';
            at += value ? 4 : 5;
            return value;
        }

        String string() {
            next('"');
            int start = at;
            boolean escaped = false;
            while (text[at] != '"') {
                if (text[at] == '\\') {
                    escaped = true;
                    at++;
                }
                at++;
            }
            String raw = new String(text, start, at++ - start, StandardCharsets.UTF_8);
            return escaped ? unescaped(raw) : raw;
        }

        static String unescaped(String raw) {
            StringBuilder out = new StringBuilder(raw.length());
            for (int i = 0; i < raw.length(); i++) {
                char c = raw.charAt(i);
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                c = raw.charAt(++i);
                if (c == 'u') {
                    out.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
                    i += 4;
                } else {
                    int known = "nrtbf".indexOf(c);
                    out.append(known < 0 ? c : "\n\r\t\b\f".charAt(known));
                }
            }
            return out.toString();
        }

        /** Any value, for the signature: maps, lists, strings, longs, booleans. */
        Object any() {
            skip();
            switch (text[at]) {
                case '{': {
                    Map<String, Object> map = new HashMap<>();
                    at++;
                    if (is('}')) {
                        return map;
                    }
                    do {
                        skip();
                        String name = string();
                        next(':');
                        map.put(name, any());
                    } while (is(','));
                    next('}');
                    return map;
                }
                case '[': {
                    List<Object> list = new ArrayList<>();
                    at++;
                    if (is(']')) {
                        return list;
                    }
                    do {
                        list.add(any());
                    } while (is(','));
                    next(']');
                    return list;
                }
                case '"':
                    return string();
                case 'n':
                    at += 4;
                    return null;
                case 't':
                case 'f':
                    return bool();
                default:
                    return integer();
            }
        }
    }

    // ---- writing

    /** The answer as it grows. */
    static final class Out {
        byte[] bytes = new byte[256];
        int size;
        int values;

        void room(int more) {
            if (size + more > bytes.length) {
                if ((long) size + more > MAX_PAYLOAD) {
                    throw new NotOfType("the answer is longer than 64 MiB");
                }
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            }
        }

        void integer32(int value) {
            room(4);
            for (int i = 0; i < 4; i++) {
                bytes[size++] = (byte) (value >>> 8 * i);
            }
        }

        void ascii(String text) {
            int length = text.length();
            room(length);
            for (int i = 0; i < length; i++) {
                bytes[size++] = (byte) text.charAt(i);
            }
        }

        void number(long value) {
            room(20);
            if (value == Long.MIN_VALUE) {
                ascii("-9223372036854775808");
                return;
            }
            if (value < 0) {
                bytes[size++] = '-';
                value = -value;
            }
            int digits = 1;
            for (long rest = value; rest >= 10; rest /= 10) {
                digits++;
            }
            size += digits;
            int at = size;
            do {
                bytes[--at] = (byte) ('0' + value % 10);
                value /= 10;
            } while (value > 0);
        }

        void real(double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                ascii(Double.isNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
            } else {
                ascii(Double.toString(value));
            }
        }

        void string(String text) {
            int length = text.length();
            room(2);
            bytes[size++] = '"';
            for (int i = 0; i < length; i++) {
                char c = text.charAt(i);
                room(7);
                if (c == '"' || c == '\\') {
                    bytes[size++] = '\\';
                    bytes[size++] = (byte) c;
                } else if (c < ' ') {
                    ascii(c < 16 ? "\\u000" : "\\u001");
                    bytes[size++] = (byte) "0123456789abcdef".charAt(c & 15);
                } else if (c < 128) {
                    bytes[size++] = (byte) c;
                } else if (c < 0x800) {
                    bytes[size++] = (byte) (0xC0 | c >> 6);
                    bytes[size++] = (byte) (0x80 | c & 63);
                } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                    int code = Character.toCodePoint(c, text.charAt(++i));
                    bytes[size++] = (byte) (0xF0 | code >> 18);
                    bytes[size++] = (byte) (0x80 | code >> 12 & 63);
                    bytes[size++] = (byte) (0x80 | code >> 6 & 63);
                    bytes[size++] = (byte) (0x80 | code & 63);
                } else {
                    int code = Character.isSurrogate(c) ? 0xFFFD : c;
                    bytes[size++] = (byte) (0xE0 | code >> 12);
                    bytes[size++] = (byte) (0x80 | code >> 6 & 63);
                    bytes[size++] = (byte) (0x80 | code & 63);
                }
            }
            room(1);
            bytes[size++] = '"';
        }

        void value(Type type, Object value) throws Exception {
            if (++values > VALUE_CAP) {
                throw new NotOfType("the answer has more than " + VALUE_CAP + " values");
            }
            switch (type.kind) {
                case "void":
                    ascii("null");
                    return;
                case "integer":
                    if (!(value instanceof Integer)) {
                        throw new NotOfType(value, type);
                    }
                    number((Integer) value);
                    return;
                case "long":
                    if (!(value instanceof Long || value instanceof Integer)) {
                        throw new NotOfType(value, type);
                    }
                    number(((Number) value).longValue());
                    return;
                case "double":
                    if (!(value instanceof Double || value instanceof Float || value instanceof Integer)) {
                        throw new NotOfType(value, type);
                    }
                    real(((Number) value).doubleValue());
                    return;
                case "boolean":
                    if (!(value instanceof Boolean)) {
                        throw new NotOfType(value, type);
                    }
                    ascii((Boolean) value ? "true" : "false");
                    return;
                case "character":
                    if (!(value instanceof Character)) {
                        throw new NotOfType(value, type);
                    }
                    string(value.toString());
                    return;
                case "string":
                    text(type, value);
                    return;
                case "ListNode":
                    list(type, value);
                    return;
                case "TreeNode":
                    tree(type, value);
                    return;
                default:
                    array(type, value);
            }
        }

        void text(Type type, Object value) {
            if (value == null) {
                ascii("null");
            } else if (value instanceof String) {
                string((String) value);
            } else {
                throw new NotOfType(value, type);
            }
        }

        void array(Type type, Object value) throws Exception {
            if (value == null) {
                ascii("null");
                return;
            }
            if (value instanceof int[] && type.item.kind.equals("integer")) {
                ints((int[]) value);
                return;
            }
            ascii("[");
            int count = 0;
            if (value instanceof List) {
                for (Iterator<?> items = ((List<?>) value).iterator(); items.hasNext(); count++) {
                    if (count > 0) {
                        ascii(",");
                    }
                    value(type.item, items.next());
                }
            } else if (value.getClass().isArray()) {
                for (int length = Array.getLength(value); count < length; count++) {
                    if (count > 0) {
                        ascii(",");
                    }
                    value(type.item, Array.get(value, count));
                }
            } else {
                throw new NotOfType(value, type);
            }
            ascii("]");
        }

        void ints(int[] items) {
            ascii("[");
            for (int i = 0; i < items.length; i++) {
                if (i > 0) {
                    ascii(",");
                }
                number(items[i]);
            }
            ascii("]");
        }

        void node(NodeShape shape, Object node) throws Exception {
            Object value = shape.val.get(node);
            if (!(value instanceof Integer)) {
                throw new NotOfType((value == null ? "null" : "a " + value.getClass().getTypeName()) + " is not a valid value of a node");
            }
            number((Integer) value);
        }

        static NotOfType tooManyNodes() {
            return new NotOfType("more than " + NODE_CAP + " nodes (a cycle?)");
        }

        void list(Type type, Object head) throws Exception {
            ascii("[");
            int count = 0;
            for (Object node = head; node != null; count++) {
                if (count >= NODE_CAP) {
                    throw tooManyNodes();
                }
                if (count > 0) {
                    ascii(",");
                }
                NodeShape shape = NodeShape.of(node.getClass(), type.kind);
                node(shape, node);
                node = shape.links[0].get(node);
            }
            ascii("]");
        }

        void tree(Type type, Object root) throws Exception {
            List<Object> level = new ArrayList<>();
            level.add(root);
            int count = 0;
            int nulls = 0;
            ascii("[");
            for (int i = 0; i < level.size(); i++) {
                Object node = level.get(i);
                if (node == null) {
                    nulls++;
                    continue;
                }
                if (++count > NODE_CAP) {
                    throw tooManyNodes();
                }
                for (; nulls > 0; nulls--) {
                    ascii(",null");
                }
                if (count > 1) {
                    ascii(",");
                }
                NodeShape shape = NodeShape.of(node.getClass(), type.kind);
                node(shape, node);
                level.add(shape.links[0].get(node));
                level.add(shape.links[1].get(node));
            }
            ascii("]");
        }
    }
}
