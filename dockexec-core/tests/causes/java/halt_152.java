import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        Runtime.getRuntime().halt(152);
    }
}
