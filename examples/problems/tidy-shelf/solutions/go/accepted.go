func tidyShelf(shelf []int) {
	var boxes []int
	books := 0
	for _, number := range shelf {
		if number >= 0 {
			shelf[books] = number
			books++
		} else {
			boxes = append(boxes, number)
		}
	}
	copy(shelf[books:], boxes)
}
