// Runs a whole JavaScript program as `node main.js` would, after telling whether it parses (PROTOCOL.md, fd 4).
'use strict';

const fs = require('fs');
const vm = require('vm');
const path = require('path');
const Module = require('module');

const file = path.join(__dirname, 'main.js');

// Node's own signs that a source is a module and not a script.
const MODULE_SYNTAX = /^(Cannot use import statement outside a module|Unexpected token 'export'|Cannot use 'import\.meta' outside a module|await is only valid in async functions)/;

function send(kind, text) {
  const body = Buffer.from(text, 'utf8');
  const frame = Buffer.alloc(5 + body.length);
  frame.writeUInt32LE(body.length, 0);
  frame[4] = kind.charCodeAt(0);
  body.copy(frame, 5);
  try {
    for (let at = 0; at < frame.length; ) at += fs.writeSync(4, frame, at);
    fs.closeSync(4);
  } catch {
    // Nobody listens: then the program just runs.
  }
}

/** The syntax error of `source`, if it has one. */
function syntaxError(source) {
  const mayBeScript = !isModule();
  if (mayBeScript) {
    try {
      vm.compileFunction(source, ['exports', 'require', 'module', '__filename', '__dirname'], { filename: 'main.js' });
      return null;
    } catch (error) {
      if (!MODULE_SYNTAX.test(error.message)) return error;
    }
  }
  return moduleSyntaxError(source);
}

function isModule() {
  try {
    return JSON.parse(fs.readFileSync(path.join(__dirname, 'package.json'), 'utf8')).type === 'module';
  } catch {
    return false;
  }
}

function moduleSyntaxError(source) {
  const { emitWarning } = process;
  // That this class is experimental is not the program's concern.
  process.emitWarning = () => {};
  try {
    new vm.SourceTextModule(source, { identifier: 'main.js' });
    return null;
  } catch (error) {
    return error instanceof SyntaxError ? error : null;
  } finally {
    process.emitWarning = emitWarning;
  }
}

function refuse(error) {
  const body = { message: `${error.name}: ${error.message}` };
  const lines = String(error.stack).split('\n');
  const place = /\bmain\.js:(\d+)/.exec(lines[0]);
  if (place) {
    body.line = Number(place[1]);
    const caret = (lines[2] || '').indexOf('^');
    if (caret >= 0) body.column = caret + 1;
  }
  send('F', JSON.stringify(body));
  process.reallyExit(1);
}

const error = syntaxError(fs.readFileSync(file, 'utf8'));
if (error) refuse(error);
send('R', '');

delete require.cache[__filename];
process.argv[1] = file;
// As a task of its own and called by node itself: no frame of this file is on the program's stack.
process.nextTick(Module.runMain);
