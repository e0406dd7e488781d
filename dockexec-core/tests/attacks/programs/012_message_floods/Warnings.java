import java.util.*;
class Main {
@E@    public static void main(String[] args) { System.out.println("held"); }
}
