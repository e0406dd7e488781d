class Main { String x = "" @O@; public static void main(String[] a) {} }
