#define NUMBERS 10001

typedef struct {
    int limit;
    int holders[NUMBERS];
    int held[NUMBERS];
} LendingDesk;

void lendingDeskCloseYear(LendingDesk* obj);

LendingDesk* lendingDeskCreate(int limit) {
    LendingDesk* obj = malloc(sizeof(LendingDesk));
    obj->limit = limit;
    lendingDeskCloseYear(obj);
    return obj;
}

bool lendingDeskLend(LendingDesk* obj, int book, int member) {
    if (obj->holders[book] != -1 || obj->held[member] >= obj->limit) return false;
    obj->holders[book] = member;
    obj->held[member]++;
    return true;
}

bool lendingDeskGiveBack(LendingDesk* obj, int book) {
    if (obj->holders[book] == -1) return false;
    obj->held[obj->holders[book]]--;
    obj->holders[book] = -1;
    return true;
}

int lendingDeskHolder(LendingDesk* obj, int book) {
    return obj->holders[book];
}

int* lendingDeskBooks(LendingDesk* obj, int member, int* returnSize) {
    int* books = malloc((obj->held[member] + 1) * sizeof(int));
    *returnSize = 0;
    for (int book = 0; book < NUMBERS; book++) {
        if (obj->holders[book] == member) books[(*returnSize)++] = book;
    }
    return books;
}

void lendingDeskCloseYear(LendingDesk* obj) {
    for (int i = 0; i < NUMBERS; i++) {
        obj->holders[i] = -1;
        obj->held[i] = 0;
    }
}

void lendingDeskFree(LendingDesk* obj) {
    free(obj);
}
