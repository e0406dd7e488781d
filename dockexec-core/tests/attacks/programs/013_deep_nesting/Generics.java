import java.util.*;
class Main { @O@String@C@ x; public static void main(String[] a) {} }
