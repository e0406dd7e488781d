import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        StringBuilder all = new StringBuilder("x");
        for (;;) all.append(all);
    }
}
