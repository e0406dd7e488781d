// The queues that LeetCode's JavaScript environment offers without a `require` (the interface of @datastructures-js/queue, -deque and -priority-queue),
// for hosts that do not have those packages.
'use strict';

/** A binary heap; `compare(a, b) <= 0` means that `a` comes out before `b`. */
class PriorityQueue {
  constructor(options, values) {
    if (options === undefined || options === null) options = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const compare = typeof options === 'function' ? options : options.compare;
    if (typeof compare !== 'function') throw new Error('.constructor expects a valid compare function');
    this._compare = compare;
    this._items = [];
    for (const value of values || []) this.enqueue(value);
  }

  enqueue(value) {
    const items = this._items;
    let at = items.length;
    items.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this._compare(items[parent], value) <= 0) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = value;
    return this;
  }

  push(value) {
    return this.enqueue(value);
  }

  dequeue() {
    const items = this._items;
    if (items.length === 0) return null;
    const first = items[0];
    const last = items.pop();
    if (items.length > 0) this._sink(last);
    return first;
  }

  pop() {
    return this.dequeue();
  }

  _sink(value) {
    const items = this._items;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this._compare(items[child + 1], items[child]) < 0) child++;
      if (this._compare(value, items[child]) <= 0) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = value;
  }

  front() {
    return this._items.length > 0 ? this._items[0] : null;
  }

  back() {
    return this._items.length > 0 ? this._items.reduce((last, item) => (this._compare(last, item) <= 0 ? item : last)) : null;
  }

  contains(matches) {
    return this._items.some(matches);
  }

  remove(matches) {
    const removed = this._items.filter(matches);
    const kept = this._items.filter((item) => !matches(item));
    this._items = [];
    for (const item of kept) this.enqueue(item);
    return removed;
  }

  size() {
    return this._items.length;
  }

  isEmpty() {
    return this._items.length === 0;
  }

  clear() {
    this._items = [];
  }

  toArray() {
    return [...this._items].sort(this._compare);
  }

  *[Symbol.iterator]() {
    while (!this.isEmpty()) yield this.dequeue();
  }

  static fromArray(values, compare) {
    return new this(compare, values);
  }
}

function byValue(options, direction) {
  const of = typeof options === 'function' ? options : (value) => (value !== null && typeof value === 'object' && 'priority' in value ? value.priority : value);
  return (a, b) => {
    const [x, y] = [of(a), of(b)];
    return x === y ? 0 : (x < y ? -1 : 1) * direction;
  };
}

/** The older interface too: `new MinPriorityQueue({ priority: … })` wraps what it holds as `{ priority, element }`. */
class ValuePriorityQueue extends PriorityQueue {
  constructor(options, values, direction) {
    const wraps = options !== null && typeof options === 'object';
    if (wraps && typeof options.compare === 'function') super(options.compare);
    else super(byValue(wraps ? undefined : options, direction));
    this._wraps = wraps && typeof options.compare !== 'function';
    this._priority = wraps ? options.priority : undefined;
    for (const value of values || []) this.enqueue(value);
  }

  enqueue(value, priority) {
    if (priority === undefined && !this._wraps) return super.enqueue(value);
    if (priority === undefined) priority = typeof this._priority === 'function' ? this._priority(value) : value;
    return super.enqueue({ priority, element: value });
  }
}

class MinPriorityQueue extends ValuePriorityQueue {
  constructor(options, values) {
    super(options, values, 1);
  }

  static fromArray(values, options) {
    return new this(options, values);
  }
}

class MaxPriorityQueue extends ValuePriorityQueue {
  constructor(options, values) {
    super(options, values, -1);
  }

  static fromArray(values, options) {
    return new this(options, values);
  }
}

/** A queue that can be used at both ends: a ring that doubles. */
class Deque {
  constructor(values) {
    this._ring = new Array(8);
    this._head = 0;
    this._count = 0;
    for (const value of values || []) this.pushBack(value);
  }

  _grow() {
    if (this._count < this._ring.length) return;
    this._ring = this.toArray();
    this._head = 0;
    this._ring.length = 2 * this._count;
  }

  pushBack(value) {
    this._grow();
    this._ring[(this._head + this._count++) % this._ring.length] = value;
    return this;
  }

  pushFront(value) {
    this._grow();
    this._head = (this._head + this._ring.length - 1) % this._ring.length;
    this._ring[this._head] = value;
    this._count++;
    return this;
  }

  popFront() {
    if (this._count === 0) return null;
    const value = this._ring[this._head];
    this._ring[this._head] = undefined;
    this._head = (this._head + 1) % this._ring.length;
    this._count--;
    return value;
  }

  popBack() {
    if (this._count === 0) return null;
    const at = (this._head + --this._count) % this._ring.length;
    const value = this._ring[at];
    this._ring[at] = undefined;
    return value;
  }

  front() {
    return this._count > 0 ? this._ring[this._head] : null;
  }

  back() {
    return this._count > 0 ? this._ring[(this._head + this._count - 1) % this._ring.length] : null;
  }

  size() {
    return this._count;
  }

  isEmpty() {
    return this._count === 0;
  }

  clear() {
    this._ring = new Array(8);
    this._head = this._count = 0;
  }

  toArray() {
    const out = [];
    for (let i = 0; i < this._count; i++) out.push(this._ring[(this._head + i) % this._ring.length]);
    return out;
  }

  clone() {
    return new this.constructor(this.toArray());
  }

  *[Symbol.iterator]() {
    yield* this.toArray();
  }

  static fromArray(values) {
    return new this(values);
  }
}

class Queue extends Deque {
  enqueue(value) {
    return this.pushBack(value);
  }

  push(value) {
    return this.pushBack(value);
  }

  dequeue() {
    return this.popFront();
  }

  pop() {
    return this.popFront();
  }
}

module.exports = { PriorityQueue, MinPriorityQueue, MaxPriorityQueue, Deque, Queue };
