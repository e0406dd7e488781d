class Main { @O@ @C@ public static void main(String[] a) {} }
