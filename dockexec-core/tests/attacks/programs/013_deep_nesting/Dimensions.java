class Main { int x@O@; public static void main(String[] a) {} }
