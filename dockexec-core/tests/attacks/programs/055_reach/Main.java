// The standard input names a port of the host's loopback where somebody listens.
import java.net.*;
import java.nio.channels.SocketChannel;
import java.util.Scanner;

public class Main {
    interface Action { void run() throws Exception; }

    static boolean broken;

    static void attempt(String what, Action action) {
        try {
            action.run();
            System.out.println("BROKEN: " + what);
            broken = true;
        } catch (Exception denied) {
            // as it should be
        }
    }

    public static void main(String[] args) {
        int port = new Scanner(System.in).nextInt();
        for (String host : new String[] {"127.0.0.1", "::1", "localhost"})
            attempt("reached " + host, () -> new Socket().connect(new InetSocketAddress(host, port), 200));
        attempt("reached the metadata service", () -> new Socket().connect(new InetSocketAddress("169.254.169.254", 80), 200));
        attempt("resolved a name", () -> InetAddress.getByName("example.com"));
        attempt("a channel", () -> SocketChannel.open(new InetSocketAddress("127.0.0.1", port)));
        attempt("a datagram", () -> new DatagramSocket().send(new DatagramPacket(new byte[1], 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)));
        attempt("http", () -> new URL("http://127.0.0.1:" + port).openStream());
        attempt("listened", () -> new ServerSocket(0));
        if (!broken) System.out.println("held");
    }
}
