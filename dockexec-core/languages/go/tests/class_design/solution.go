type LRUCache struct {
	capacity int
	order    *list.List
	places   map[int]*list.Element
}

type entry struct{ key, value int }

func Constructor(capacity int) LRUCache {
	return LRUCache{capacity, list.New(), map[int]*list.Element{}}
}

func (this *LRUCache) Get(key int) int {
	place, ok := this.places[key]
	if !ok {
		return -1
	}
	this.order.MoveToFront(place)
	return place.Value.(entry).value
}

func (this *LRUCache) Put(key int, value int) {
	if place, ok := this.places[key]; ok {
		this.order.Remove(place)
	}
	this.places[key] = this.order.PushFront(entry{key, value})
	if this.order.Len() > this.capacity {
		last := this.order.Back()
		delete(this.places, last.Value.(entry).key)
		this.order.Remove(last)
	}
}
