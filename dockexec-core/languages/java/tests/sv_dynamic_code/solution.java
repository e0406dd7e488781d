import javax.script.ScriptEngineManager;

class Solution {
    public int doubled(int n) throws Exception {
        new ScriptEngineManager().getEngineByName("js").eval("1");
        return 2 * n;
    }
}
