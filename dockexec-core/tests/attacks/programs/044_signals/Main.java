// Nobody but ourselves can be reached: not even asked to end.
public class Main {
    public static void main(String[] args) throws Exception {
        boolean broken = false;
        // The numbers of our own threads answer as well, also of those that have just ended.
        long threads = 0;
        for (String task : new java.io.File("/proc/self/task").list()) threads = Math.max(threads, Long.parseLong(task));
        for (long pid = threads + 1; pid < 20000; pid++) {
            var other = ProcessHandle.of(pid);
            if (other.isPresent() && other.get().isAlive()) {
                System.out.println("BROKEN: there is process " + pid);
                broken = true;
            }
        }
        ProcessHandle.of(1).ifPresent(init -> {
            init.destroy();
            init.destroyForcibly();
        });
        ProcessHandle.current().parent().ifPresent(ProcessHandle::destroyForcibly);
        if (!broken) System.out.println("held");
    }
}
