class Main { int x = @O@0@C@; public static void main(String[] a) {} }
