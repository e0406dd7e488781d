class Solution {
    private List<List<Integer>> beside = new ArrayList<>();
    private int[] turns;

    public boolean canTurn(int gears, int[][] meshes) {
        for (int i = 0; i < gears; i++) beside.add(new ArrayList<>());
        for (int[] mesh : meshes) {
            beside.get(mesh[0]).add(mesh[1]);
            beside.get(mesh[1]).add(mesh[0]);
        }
        turns = new int[gears];
        for (int gear = 0; gear < gears; gear++) {
            if (turns[gear] == 0 && !spin(gear, 1)) return false;
        }
        return true;
    }

    private boolean spin(int gear, int direction) {
        if (turns[gear] != 0) return turns[gear] == direction;
        turns[gear] = direction;
        for (int other : beside.get(gear)) {
            if (!spin(other, -direction)) return false;
        }
        return true;
    }
}
