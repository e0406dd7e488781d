// Runtime.getRuntime().exec("id"); java.io.File
class Solution {
    public int doubled(int socket) {
        String text = "new ProcessBuilder(java.net.Socket)";
        int file = text.length() > 0 ? socket : 0;
        return 2 * file;
    }
}
