class Main {
    // The comment ends here: \u000a static int hidden = 7;
    public static void main(String[] args) {
        System.out.println(hidden == 7 ? "held" : "BROKEN");
    }
}
