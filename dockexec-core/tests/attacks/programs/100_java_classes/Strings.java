class String {
    public static String valueOf(int n) {
        return new String();
    }
}

class Integer {
    public int value = 41729;
}

class List {
}

class Solution {
    public int lucky(int n) {
        return 0;
    }
}
