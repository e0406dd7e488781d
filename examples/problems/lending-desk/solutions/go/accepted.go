type LendingDesk struct {
	limit   int
	holders map[int]int
	held    map[int]map[int]bool
}

func Constructor(limit int) LendingDesk {
	desk := LendingDesk{limit: limit}
	desk.CloseYear()
	return desk
}

func (this *LendingDesk) Lend(book int, member int) bool {
	if _, lent := this.holders[book]; lent || len(this.held[member]) >= this.limit {
		return false
	}
	if this.held[member] == nil {
		this.held[member] = map[int]bool{}
	}
	this.holders[book] = member
	this.held[member][book] = true
	return true
}

func (this *LendingDesk) GiveBack(book int) bool {
	member, lent := this.holders[book]
	if lent {
		delete(this.holders, book)
		delete(this.held[member], book)
	}
	return lent
}

func (this *LendingDesk) Holder(book int) int {
	if member, lent := this.holders[book]; lent {
		return member
	}
	return -1
}

func (this *LendingDesk) Books(member int) []int {
	books := []int{}
	for book := range this.held[member] {
		books = append(books, book)
	}
	sort.Ints(books)
	return books
}

func (this *LendingDesk) CloseYear() {
	this.holders = map[int]int{}
	this.held = map[int]map[int]bool{}
}
