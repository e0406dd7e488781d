// Runs a function problem's JavaScript solution, case by case, as PROTOCOL.md says.
//
// The solution runs as a script in this very context (a vm context is no boundary and would only have other intrinsics), so that everything that is needed
// after it has been loaded is taken beforehand: a solution that patches prototypes, JSON or process changes only its own fate. While a promise or a timer of
// the solution is pending, the next case is read asynchronously, so that the event loop goes on.
'use strict';

const fs = require('fs');
const vm = require('vm');
const { inspect, types: { isPromise, isTypedArray } } = require('util');

const uncurry = Function.prototype.bind.bind(Function.prototype.call);
const { apply, construct } = Reflect;
const { isArray } = Array;
const { isInteger, isSafeInteger } = Number;
const { parse, stringify } = JSON;
const { create } = Object;
const { readSync, writeSync, read } = fs;
const { from: bufferFrom, allocUnsafe, byteLength } = Buffer;
const BigInteger = BigInt;
const Text = String;
const NotANumber = Number.isNaN;
const toNumber = Number;
const immediately = setImmediate;
const activeResources = process.getActiveResourcesInfo.bind(process);
const leave = process.reallyExit.bind(process);
const then = uncurry(Promise.prototype.then);
const writeText = uncurry(Buffer.prototype.write);
const slice = uncurry(Buffer.prototype.subarray);
const bufferText = uncurry(Buffer.prototype.toString);
const readLength = uncurry(Buffer.prototype.readUInt32LE);
const split = uncurry(String.prototype.split);
const substring = uncurry(String.prototype.substring);
const indexOf = uncurry(String.prototype.indexOf);
const replace = uncurry(String.prototype.replace);
const exec = uncurry(RegExp.prototype.exec);
const bigText = uncurry(BigInt.prototype.toString);
const join = uncurry(Array.prototype.join);

const FILE = 'solution.js';
const NODE_CAP = 1000000;
const NOT_LOADED = 0xffffffff;
const MAX_PAYLOAD = 67108864;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

// Only the position of a line that speaks of the user's file.
const USER_FRAME = /\bsolution\.js:(\d+)(?::(\d+))?/;

// ---- frames

function send(kind, number, text) {
  const head = number === null ? 5 : 9;
  const size = byteLength(text);
  const frame = allocUnsafe(head + size);
  const length = head - 5 + size;
  for (let i = 0; i < 4; i++) frame[i] = (length >>> (8 * i)) & 255;
  frame[4] = kind;
  if (number !== null) for (let i = 0; i < 4; i++) frame[5 + i] = (number >>> (8 * i)) & 255;
  if (size > 0) writeText(frame, text, head);
  let at = 0;
  while (at < frame.length) {
    try {
      at += writeSync(4, frame, at, frame.length - at);
    } catch (error) {
      if (error.code !== 'EAGAIN') leave(1);
    }
  }
}

const KIND = { ready: 82, answer: 65, error: 69, fault: 70 };

// ---- errors, for people

function words(error) {
  try {
    if (typeof error === 'object' && error !== null && typeof error.message === 'string') {
      const name = typeof error.name === 'string' ? error.name : 'Error';
      return substring(error.message === '' ? name : name + ': ' + error.message, 0, 2000);
    }
    return 'threw ' + substring(inspect(error, { depth: 1, customInspect: false }), 0, 500);
  } catch {
    return 'threw a value that cannot be shown';
  }
}

/** The user's own frames of an error's stack. */
function userFrames(error) {
  const frames = [];
  try {
    const stack = typeof error === 'object' && error !== null ? error.stack : undefined;
    if (typeof stack !== 'string') return frames;
    const lines = split(substring(stack, 0, 100000), '\n');
    for (let i = 0; i < lines.length && frames.length < 20; i++) {
      if (indexOf(lines[i], '    at ') === 0 && exec(USER_FRAME, lines[i])) frames[frames.length] = lines[i];
    }
  } catch {
    // Whatever its `stack` did: then there are no frames.
  }
  return frames;
}

function fail(number, error, kind) {
  const said = kind === 'answer' ? error.message : words(error);
  const frames = kind === 'answer' ? [] : userFrames(error);
  const place = frames.length > 0 ? exec(USER_FRAME, frames[0]) : null;
  const message = place ? said + ' at ' + FILE + ':' + place[1] : said;
  const trace = join([said, ...frames], '\n');
  send(KIND.error, number, stringify({ kind, message, trace }));
  leave(1);
}

/** The source does not parse. */
function refuse(error) {
  const body = { message: words(error) };
  const lines = typeof error.stack === 'string' ? split(error.stack, '\n') : [];
  const place = lines.length > 0 ? exec(USER_FRAME, lines[0]) : null;
  if (place) {
    body.line = toNumber(place[1]);
    const caret = indexOf(lines[2] || '', '^');
    if (caret >= 0) body.column = caret + 1;
  }
  send(KIND.fault, null, stringify(body));
  leave(1);
}

// ---- values

class NotOfType {
  constructor(value, type) {
    let shown;
    try {
      shown = inspect(value, { depth: 1, customInspect: false, maxArrayLength: 5, maxStringLength: 60, breakLength: Infinity });
    } catch {
      shown = 'a value of type ' + typeof value;
    }
    this.message = substring(shown, 0, 200) + ' is not a valid value of type ' + type;
  }
}

class Overflow {
  constructor(message) {
    this.message = message;
  }
}

const tooManyNodes = () => new Overflow('more than ' + NODE_CAP + ' nodes (a cycle?)');

function ListNode(val, next) {
  this.val = val === undefined ? 0 : val;
  this.next = next === undefined ? null : next;
}

function TreeNode(val, left, right) {
  this.val = val === undefined ? 0 : val;
  this.left = left === undefined ? null : left;
  this.right = right === undefined ? null : right;
}

/** The classes that arguments are made of: the user's own, where there are any. */
const nodes = { ListNode, TreeNode };

function newNode(kind, val) {
  let node;
  try {
    node = construct(nodes[kind], [val]);
  } catch {
    node = create(nodes[kind].prototype);
  }
  node.val = val;
  return node;
}

function readList(values) {
  let head = null;
  for (let i = values.length - 1; i >= 0; i--) {
    const node = newNode('ListNode', values[i]);
    node.next = head;
    head = node;
  }
  return head;
}

function readTree(values) {
  if (values.length === 0) return null;
  const made = [newNode('TreeNode', values[0])];
  let at = 1;
  const child = () => {
    const value = at < values.length ? values[at] : null;
    at++;
    if (value === null) return null;
    const node = newNode('TreeNode', value);
    made[made.length] = node;
    return node;
  };
  for (let i = 0; i < made.length; i++) {
    made[i].left = child();
    made[i].right = child();
  }
  return made[0];
}

/** How a JSON value becomes an argument; `null` where it already is one. */
function reader(type) {
  switch (type.kind) {
    case 'ListNode':
      return (values) => readList(values === null ? [] : values);
    case 'TreeNode':
      return (values) => readTree(values === null ? [] : values);
    case 'double':
      return (value) => toNumber(value);
    case 'long':
      // Numbers that a double may not hold arrive as marked strings (see `parseCase`); those that it does hold are plain numbers all the same.
      return (value) => {
        if (typeof value !== 'string') return value;
        const number = toNumber(value);
        return isSafeInteger(number) ? number : BigInteger(value);
      };
    case 'array':
    case 'list': {
      const item = reader(type.item);
      if (item === null) return null;
      return (values) => {
        const out = [];
        for (let i = 0; i < values.length; i++) out[i] = item(values[i]);
        return out;
      };
    }
    default:
      return null;
  }
}

function writeInteger(value) {
  if (typeof value !== 'number' || !isInteger(value) || value < -2147483648 || value > 2147483647) throw new NotOfType(value, 'integer');
  return value === 0 ? '0' : '' + value;
}

function writeLong(value) {
  if (typeof value === 'number' && isInteger(value)) {
    if (isSafeInteger(value)) return value === 0 ? '0' : '' + value;
    value = BigInteger(value);
  }
  if (typeof value !== 'bigint' || value < LONG_MIN || value > LONG_MAX) throw new NotOfType(value, 'long');
  return bigText(value);
}

function writeDouble(value) {
  if (typeof value !== 'number') throw new NotOfType(value, 'double');
  if (NotANumber(value)) return '"NaN"';
  if (value === Infinity) return '"Infinity"';
  if (value === -Infinity) return '"-Infinity"';
  return value === 0 && 1 / value < 0 ? '-0.0' : '' + value;
}

function writeBoolean(value) {
  if (typeof value !== 'boolean') throw new NotOfType(value, 'boolean');
  return value ? 'true' : 'false';
}

function writeString(value) {
  if (typeof value !== 'string') throw new NotOfType(value, 'string');
  return stringify(value);
}

function writeCharacter(value) {
  const isOne = typeof value === 'string' && (value.length === 1 || (value.length === 2 && [...value].length === 1));
  if (!isOne) throw new NotOfType(value, 'character');
  return stringify(value);
}

function arrayWriter(type) {
  const item = writer(type.item);
  return (values) => {
    if (!isArray(values) && !isTypedArray(values)) throw new NotOfType(values, type.text);
    const length = values.length;
    let out = '[';
    for (let i = 0; i < length; i++) {
      if (i > 0) out += ',';
      out += item(values[i]);
      if (out.length > MAX_PAYLOAD) throw new Overflow('the answer is longer than 64 MiB');
    }
    return out + ']';
  };
}

function isNode(node, kind) {
  if (node === null || node === undefined) return false;
  if (typeof node !== 'object') throw new NotOfType(node, kind);
  return true;
}

function writeList(node) {
  let out = '';
  for (let count = 0; isNode(node, 'ListNode'); node = node.next) {
    if (++count > NODE_CAP) throw tooManyNodes();
    out += (count > 1 ? ',' : '') + writeInteger(node.val);
  }
  return '[' + out + ']';
}

function writeTree(root) {
  const level = [root];
  let out = '';
  let nulls = '';
  let count = 0;
  for (let i = 0; i < level.length; i++) {
    const node = level[i];
    if (!isNode(node, 'TreeNode')) {
      nulls += ',null';
      continue;
    }
    if (++count > NODE_CAP) throw tooManyNodes();
    out += nulls + (count > 1 ? ',' : '') + writeInteger(node.val);
    nulls = '';
    level[level.length] = node.left;
    level[level.length] = node.right;
  }
  return '[' + out + ']';
}

function writer(type) {
  switch (type.kind) {
    case 'void':
      return () => 'null';
    case 'integer':
      return writeInteger;
    case 'long':
      return writeLong;
    case 'double':
      return writeDouble;
    case 'boolean':
      return writeBoolean;
    case 'character':
      return writeCharacter;
    case 'string':
      return writeString;
    case 'ListNode':
      return writeList;
    case 'TreeNode':
      return writeTree;
    default:
      return arrayWriter(type);
  }
}

// ---- the signature

const signature = parse(fs.readFileSync('signature.json', 'utf8'));

function mentionsLong(value) {
  return stringify(value).includes('"long"');
}

const hasLongs = mentionsLong(signature);
// A string, or a whole number of so many digits that a double may not hold it; not the fraction of a double.
const LONG_TOKEN = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

function parseCase(text) {
  return parse(hasLongs ? replace(text, LONG_TOKEN, (token) => (token[0] === '"' ? token : '"' + token + '"')) : text);
}

function readers(params) {
  return params.map((param) => reader(param.type));
}

function convert(values, converters) {
  const out = [];
  for (let i = 0; i < converters.length; i++) out[i] = converters[i] === null ? values[i] : converters[i](values[i]);
  return out;
}

// ---- loading the solution

/** What `name` means at the top level of the solution: a global, a lexical binding, or an export. */
function lookUp(name) {
  const found = vm.runInThisContext('typeof ' + name + ' === "undefined" ? undefined : ' + name, { filename: 'harness.cjs' });
  if (found !== undefined) return found;
  const exported = globalThis.module && globalThis.module.exports;
  if (typeof exported === 'function' && exported.name === name) return exported;
  return exported ? exported[name] : undefined;
}

function lazyGlobal(name, load) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    get() {
      const value = load();
      Object.defineProperty(globalThis, name, { configurable: true, writable: true, enumerable: false, value });
      return value;
    },
    set(value) {
      Object.defineProperty(globalThis, name, { configurable: true, writable: true, enumerable: true, value });
    },
  });
}

/** Names that LeetCode's environment has without a `require`. */
function defineGlobals() {
  Object.assign(globalThis, { require, module: { exports: {} } });
  globalThis.exports = globalThis.module.exports;
  Object.defineProperty(globalThis, 'ListNode', { configurable: true, writable: true, enumerable: false, value: ListNode });
  Object.defineProperty(globalThis, 'TreeNode', { configurable: true, writable: true, enumerable: false, value: TreeNode });
  lazyGlobal('_', () => optional('lodash'));
  const queues = () => optional('@datastructures-js/priority-queue') || require('./queues.cjs');
  for (const name of ['PriorityQueue', 'MinPriorityQueue', 'MaxPriorityQueue']) lazyGlobal(name, () => queues()[name]);
  lazyGlobal('Queue', () => (optional('@datastructures-js/queue') || require('./queues.cjs')).Queue);
  lazyGlobal('Deque', () => (optional('@datastructures-js/deque') || require('./queues.cjs')).Deque);
}

function optional(name) {
  try {
    return require(name);
  } catch {
    return undefined;
  }
}

function load() {
  const source = fs.readFileSync(FILE, 'utf8');
  let script;
  try {
    script = new vm.Script(source, { filename: FILE });
  } catch (error) {
    refuse(error);
  }
  defineGlobals();
  process.argv.length = 1;
  process.argv[1] = FILE;
  script.runInThisContext();
  for (const kind of ['ListNode', 'TreeNode']) {
    const own = lookUp(kind);
    if (typeof own === 'function') nodes[kind] = own;
  }
}

/** What runs a case: takes its arguments as parsed JSON, returns the answer's text or a promise of it. */
function functionRunner() {
  const { name } = signature;
  let callee = lookUp(name);
  let method = false;
  if (typeof callee !== 'function') {
    const Solution = lookUp('Solution');
    method = typeof Solution === 'function' && typeof Solution.prototype[name] === 'function';
    if (!method) throw new ReferenceError('function ' + name + ' is not defined');
    callee = Solution;
  }
  const params = readers(signature.params);
  const output = signature.returns.kind === 'void' ? signature.output_param : null;
  const write = writer(output === null ? signature.returns : signature.params[output].type);
  return (values) => {
    const args = convert(values, params);
    const inPlace = output === null ? undefined : args[output];
    const result = method ? apply(callee.prototype[name], construct(callee, []), args) : apply(callee, undefined, args);
    const finish = (value) => write(output === null ? value : inPlace);
    return isPromise(result) ? then(result, finish) : finish(result);
  };
}

function classRunner() {
  const Class = lookUp(signature.name);
  if (typeof Class !== 'function') throw new ReferenceError('class ' + signature.name + ' is not defined');
  const constructor = readers(signature.constructor);
  const methods = create(null);
  for (const method of signature.methods) {
    methods[method.name] = { params: readers(method.params), write: writer(method.returns) };
  }
  return ([names, lists]) => {
    const object = construct(Class, convert(lists[0], constructor));
    let out = '[null';
    const step = (index) => {
      for (let i = index; i < names.length; i++) {
        const { params, write } = methods[names[i]];
        const callee = object[names[i]];
        if (typeof callee !== 'function') throw new TypeError(signature.name + ' has no method ' + names[i]);
        const result = apply(callee, object, convert(lists[i], params));
        if (isPromise(result)) {
          return then(result, (value) => {
            out += ',' + write(value);
            return step(i + 1);
          });
        }
        out += ',' + write(result);
      }
      return out + ']';
    };
    return step(1);
  };
}

// ---- the conversation

let running = NOT_LOADED;
let idle = false;

function failed(error) {
  const isAnswer = error instanceof NotOfType || error instanceof Overflow;
  fail(running, error, isAnswer ? 'answer' : 'exception');
}

process.on('uncaughtException', (error) => {
  if (idle) {
    process._rawDebug(words(error) + '\n' + join(userFrames(error), '\n'));
    leave(1);
  }
  failed(error);
});
process.on('beforeExit', () => {
  if (running !== NOT_LOADED) fail(running, new Overflow('the returned promise was never settled: nothing is left that could settle it'), 'answer');
});

/** Fills `buffer` from `at` on and calls `done`; ends the process where there are no more cases. */
function fill(buffer, at, done) {
  // With nothing pending nobody can notice that the event loop stands still.
  if (activeResources().length === 0) {
    while (at < buffer.length) {
      const size = readSync(3, buffer, at, buffer.length - at, null);
      if (size === 0) leave(0);
      at += size;
    }
    return done();
  }
  read(3, buffer, at, buffer.length - at, null, (error, size) => {
    if (error || size === 0) leave(error ? 1 : 0);
    if (at + size < buffer.length) return fill(buffer, at + size, done);
    return done();
  });
}

function nextCase(run) {
  idle = true;
  // A task of its own, so that the solution's microtasks are through before we may block.
  immediately(() => {
    const header = allocUnsafe(5);
    fill(header, 0, () => {
      const payload = allocUnsafe(readLength(header, 0));
      fill(payload, 0, () => {
        running = readLength(payload, 0);
        idle = false;
        answer(run, parseCase(bufferText(slice(payload, 4), 'utf8')));
      });
    });
  });
}

function answer(run, values) {
  let result;
  try {
    result = run(values);
  } catch (error) {
    failed(error);
  }
  const deliver = (text) => {
    if (text.length > MAX_PAYLOAD) failed(new Overflow('the answer is longer than 64 MiB'));
    send(KIND.answer, running, text);
    nextCase(run);
  };
  if (typeof result === 'string') deliver(result);
  else then(result, deliver, failed);
}

try {
  load();
  const run = signature.kind === 'class' ? classRunner() : functionRunner();
  send(KIND.ready, null, '');
  nextCase(run);
} catch (error) {
  fail(NOT_LOADED, error, 'exception');
}
