void tidyShelf(int* shelf, int shelfSize) {
    int* boxes = malloc(shelfSize * sizeof(int) + 1);
    int books = 0, kept = 0;
    for (int i = 0; i < shelfSize; i++) {
        if (shelf[i] >= 0) {
            shelf[books++] = shelf[i];
        } else {
            boxes[kept++] = shelf[i];
        }
    }
    memcpy(shelf + books, boxes, kept * sizeof(int));
    free(boxes);
}
