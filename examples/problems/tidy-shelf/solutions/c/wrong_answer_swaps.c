/* Wrong: swapping from both ends mixes up the order. */
void tidyShelf(int* shelf, int shelfSize) {
    int left = 0, right = shelfSize - 1;
    while (left < right) {
        if (shelf[left] >= 0) {
            left++;
        } else if (shelf[right] < 0) {
            right--;
        } else {
            int box = shelf[left];
            shelf[left++] = shelf[right];
            shelf[right--] = box;
        }
    }
}
