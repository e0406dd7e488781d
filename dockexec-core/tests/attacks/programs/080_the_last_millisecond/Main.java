import java.lang.management.ManagementFactory;

class Main {
    public static void main(String[] args) {
        com.sun.management.OperatingSystemMXBean system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        while (system.getProcessCpuTime() < 999_000_000L) {
        }
        System.out.println("held");
    }
}
