import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Scanner;

public class Main {
    interface Action {
        void run() throws Exception;
    }

    static void attempt(String name, Action action) {
        try {
            action.run();
            System.out.println(name + " reached");
        } catch (Exception error) {
            System.out.println(name + " blocked");
        }
    }

    static void connect(String host, int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
        }
    }

    public static void main(String[] args) {
        int port = new Scanner(System.in).nextInt();
        attempt("tcp host", () -> connect("127.0.0.1", port));
        attempt("tcp metadata", () -> connect("169.254.169.254", 80));
        attempt("udp", () -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName("10.255.255.1"), 53));
            }
        });
        attempt("dns", () -> InetAddress.getByName("example.com"));
    }
}
