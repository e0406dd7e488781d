import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

public class Main {
    interface One {}

    // A class loader for each class: metadata that is never given back.
    public static void main(String[] args) {
        List<Object> hoard = new ArrayList<>();
        while (true) {
            ClassLoader loader = new ClassLoader(Main.class.getClassLoader()) {};
            hoard.add(Proxy.newProxyInstance(loader, new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> null));
        }
    }
}
