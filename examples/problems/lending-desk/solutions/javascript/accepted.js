/**
 * @param {number} limit
 */
var LendingDesk = function(limit) {
    this.limit = limit;
    this.closeYear();
};

/**
 * @param {number} book
 * @param {number} member
 * @return {boolean}
 */
LendingDesk.prototype.lend = function(book, member) {
    const held = this.held.get(member) ?? new Set();
    if (this.holders.has(book) || held.size >= this.limit) return false;
    this.holders.set(book, member);
    this.held.set(member, held.add(book));
    return true;
};

/**
 * @param {number} book
 * @return {boolean}
 */
LendingDesk.prototype.giveBack = function(book) {
    if (!this.holders.has(book)) return false;
    this.held.get(this.holders.get(book)).delete(book);
    return this.holders.delete(book);
};

/**
 * @param {number} book
 * @return {number}
 */
LendingDesk.prototype.holder = function(book) {
    return this.holders.get(book) ?? -1;
};

/**
 * @param {number} member
 * @return {number[]}
 */
LendingDesk.prototype.books = function(member) {
    return [...(this.held.get(member) ?? [])].sort((a, b) => a - b);
};

/**
 * @return {void}
 */
LendingDesk.prototype.closeYear = function() {
    this.holders = new Map();
    this.held = new Map();
};
