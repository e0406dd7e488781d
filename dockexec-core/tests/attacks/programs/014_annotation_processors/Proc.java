import java.util.*;
import javax.annotation.processing.*;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
@SupportedAnnotationTypes("*")
public class Proc extends AbstractProcessor {
    static { boast(); }
    static void boast() {
        System.out.println("BROKEN: the processor runs");
        System.err.println("BROKEN: the processor runs");
        throw new Error("BROKEN: the processor runs");
    }
    @Override public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) { boast(); return false; }
}
