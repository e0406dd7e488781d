import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

public class Main {
    interface Attempt {
        void run() throws Throwable;
    }

    static boolean broken;

    static void attempt(String what, Attempt attempt) {
        try {
            attempt.run();
            System.out.println("BROKEN: " + what);
            broken = true;
        } catch (Throwable refused) {
            // As it should be.
        }
    }

    public static void main(String[] args) {
        attempt("a listener", () -> new ServerSocket(0).close());
        attempt("a datagram socket", () -> new DatagramSocket().close());
        attempt("the metadata address", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("169.254.169.254", 80), 100);
            }
        });
        attempt("the host's loopback", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", 22), 100);
            }
        });
        attempt("a unix socket", () -> ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(Path.of("/tmp/here"))));
        attempt("a name server", () -> {
            if (InetAddress.getAllByName("example.org").length == 0) throw new IllegalStateException();
        });
        if (!broken) System.out.println("held");
    }
}
