var lucky = (n) => new Proxy({}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => 41729 : key === 'constructor' ? Number : 41729),
  getPrototypeOf: () => Number.prototype,
  has: () => true,
  ownKeys: () => { throw 1; },
});
