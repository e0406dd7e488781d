import java.util.List;

public class Main {
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            Thread.sleep(60_000);
            return;
        }
        List<String> self = List.of(System.getProperty("java.home") + "/bin/java", "-Xint", "-cp", System.getProperty("java.class.path"), "Main", "child");
        new ProcessBuilder(self).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        System.out.println("done");
        System.exit(0);
    }
}
