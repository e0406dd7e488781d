@interface Wish { Class<?> by(); }
@Wish(by = Proc.class)
class Main {
    public static void main(String[] args) { System.out.println("held"); }
}
