import java.lang.reflect.Field;

public class Main {
    public static void main(String[] args) throws Exception {
        System.out.println("held");
        System.out.flush();
        Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        unsafe.getClass().getMethod("putInt", long.class, int.class).invoke(unsafe, 8L, 1);
    }
}
