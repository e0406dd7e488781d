class Main {
    char c = '\u000a';
    String s = "\uZZZZ";
    public static void main(String[] a) {}
}
