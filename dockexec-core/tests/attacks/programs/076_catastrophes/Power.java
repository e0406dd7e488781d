import java.math.BigInteger;

public class Main {
    public static void main(String[] args) {
        System.out.println(BigInteger.valueOf(7).pow(Integer.MAX_VALUE / 8).toString().length());
    }
}
