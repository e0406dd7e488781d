class Solution {
    static class Harness {
    }

    static class Object {
        public int hashCode() {
            return 41729;
        }
    }

    public java.lang.Integer lucky(int n) {
        return null;
    }
}
