class Solution {
    public void tidyShelf(int[] shelf) {
        int[] boxes = new int[shelf.length];
        int books = 0, kept = 0;
        for (int number : shelf) {
            if (number >= 0) {
                shelf[books++] = number;
            } else {
                boxes[kept++] = number;
            }
        }
        System.arraycopy(boxes, 0, shelf, books, kept);
    }
}
