import java.io.*;

class Main {
    public static void main(String[] args) throws IOException {
        for (String place : new String[] {"/tmp", "/var/tmp", "/dev/shm"}) {
            String[] names = new File(place).list();
            if (names == null) continue;
            for (String name : names) System.out.println("BROKEN: " + place + " " + name);
            try { new File(place, "left").createNewFile(); } catch (IOException denied) { }
        }
        System.out.println("held");
    }
}
