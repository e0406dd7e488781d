class Main {
    public static void main(java.lang.String[] args) { java.lang.System.out.println("held"); }
}
class String {}
class System {}
class Object {}
class Integer {}
class Thread {}
