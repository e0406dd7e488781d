// The types are those of the code: what is committed is what is generated, callers' code compiles, and what is written by hand agrees with what it copies.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as dockexec from '../dist/index.mjs'

const folder = fileURLToPath(new URL('..', import.meta.url))
const read = (path) => readFileSync(join(folder, path), 'utf8')
const run = promisify(execFile)
const tsc = (...args) =>
  run(process.execPath, [join(folder, 'node_modules/typescript/bin/tsc'), ...args], { cwd: folder }).catch(({ stdout, stderr }) => assert.fail(`tsc: ${stdout}${stderr}`))

// The tools need a newer Node than the package does.
const [major, minor] = process.versions.node.split('.').map(Number)
const skip = major > 20 || (major === 20 && minor >= 17) ? false : `the tools do not run on Node ${process.versions.node}`

test('the committed declarations are those that the sources give', { skip }, async () => {
  const { types } = await import('../scripts/types.mjs')
  assert.equal(read('native.d.ts'), await types(), 'native.d.ts is stale: `npm run build`, look at the difference, commit it')
  const fresh = mkdtempSync(join(tmpdir(), 'dockexec-types-'))
  await tsc('-p', '.', '--outDir', fresh, '--emitDeclarationOnly')
  const declarations = (at) => readdirSync(at).filter((name) => /\.d\.m?ts$/.test(name)).sort()
  assert.deepEqual(declarations(join(folder, 'dist')), declarations(fresh))
  for (const name of declarations(fresh)) {
    assert.equal(read(`dist/${name}`), readFileSync(join(fresh, name), 'utf8'), `dist/${name} is stale: \`npm run build\`, look at the difference, commit it`)
  }
})

test('what callers write compiles, and what they must not write does not', { skip }, async () => {
  await tsc('-p', '__test__/types')
})

test('no declaration says any', () => {
  for (const name of ['native.d.ts', ...readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.d.ts')).map((name) => `dist/${name}`)]) {
    const code = read(name).replaceAll(/\/\*[^]*?\*\//g, '')
    assert.doesNotMatch(code, /\bany\b/, name)
  }
})

test('every class and function that is declared is there, and no other', () => {
  const declared = [...read('dist/index.d.ts').matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) => names.split(',').map((name) => name.trim()))
  const values = declared.filter((name) => name && !name.startsWith('type '))
  assert.deepEqual(values.sort(), Object.keys(dockexec).sort())
})

/** The properties of an interface in `dist/types.d.ts` or `native.d.ts`. */
function properties(file, name) {
  const block = read(file).match(new RegExp(`interface ${name}\\b[^{]*\\{([^]*?)\\n\\}`))
  assert.ok(block, `${file} has no interface ${name}`)
  return [...block[1].matchAll(/^\s+(?:readonly )?(\w+)\??:/gm)].map(([, property]) => property)
}
const snake = (names) => names.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

test('requests have the fields of the schema', () => {
  const schema = JSON.parse(read('../services/protocol/schema/request.json'))
  const fields = (name) => Object.keys(schema.$defs[name].properties).sort()
  const typed = (...names) => names.flatMap((name) => properties('dist/types.d.ts', name)).sort()
  assert.deepEqual(typed('Requested', 'Compared', 'FunctionRequest'), fields('FunctionRequest'))
  assert.deepEqual(typed('Requested', 'Compared', 'StdioRequest'), fields('StdioRequest'))
  assert.deepEqual(typed('Requested', 'RunRequest'), fields('RunRequest'))
  assert.deepEqual(typed('FunctionCase'), fields('FunctionCase'))
  assert.deepEqual(typed('ProgramTest'), fields('StdioTest'))
  assert.deepEqual(typed('Tolerance'), fields('FloatRecord'))
  assert.deepEqual(typed('Checker'), fields('CheckerRecord'))
  assert.deepEqual(typed('Limited'), fields('LimitsRecord'))
  assert.deepEqual(snake(properties('native.d.ts', 'Limits')).sort(), fields('LimitsRecord'))
  const common = ['v', 'kind', 'language', 'source', 'files', 'args', 'interpreter_args', 'compile_args', 'id']
  const own = (name) => fields(name).filter((field) => !common.includes(field))
  assert.deepEqual(snake(typed('ProblemOptions', 'FunctionProblem')).sort(), own('FunctionRequest'))
  assert.deepEqual(snake(typed('Submission')).sort(), common.filter((field) => !['v', 'kind'].includes(field)).sort())
})

test('judgements have the fields of the schema', () => {
  const schema = JSON.parse(read('../services/protocol/schema/judgement.json'))
  const fields = (of) => Object.keys(of.properties).sort()
  const own = fields(schema).filter((field) => !['v', 'line'].includes(field))
  assert.deepEqual(snake(properties('native.d.ts', 'JudgementFields')).sort(), own)
  const details = Object.keys(schema.$defs.CaseDetailsRecord?.properties ?? {})
  const whole = [...new Set([...Object.keys(schema.$defs.CaseRecord.properties), ...details])].sort()
  const typed = snake(properties('native.d.ts', 'CaseResult'))
  assert.deepEqual(whole.filter((field) => !typed.includes(field)), [])
  assert.deepEqual(snake(properties('native.d.ts', 'Finding')).sort(), fields(schema.$defs.FindingRecord))
  assert.deepEqual(snake(properties('native.d.ts', 'Diagnostic')).sort(), fields(schema.$defs.DiagnosticRecord))
})

test('unions have the words of the core', () => {
  const core = (file) => read(`../dockexec-core/src/${file}`)
  const union = (name) => [...read('native.d.ts').match(new RegExp(`export type ${name} =([^]*?)\\n(?:/\\*\\*|export|\\n)`))[1].matchAll(/'([^']+)'/g)].map(([, word]) => word)
  const arms = (text, method) => [...text.match(new RegExp(`fn ${method}\\([^]*?\\n    \\}`))[0].matchAll(/=> "([^"]+)"/g)].map(([, word]) => word)
  const names = (text, type) => [...text.match(new RegExp(`impl ${type} \\{[^]*?NAMES[^]*?= \\[([^]*?)\\];`))[1].matchAll(/\("([^"]+)"/g)].map(([, word]) => word)
  assert.deepEqual(union('Verdict'), arms(core('judge/verdict.rs'), 'code'))
  assert.deepEqual(union('Verdict').map(dockexec.phrase), arms(core('judge/verdict.rs'), 'phrase'))
  assert.deepEqual(union('Stage'), arms(core('error.rs'), 'as_str'))
  assert.deepEqual(union('EventKind'), arms(core('event.rs'), 'name'))
  assert.deepEqual(union('Reveal'), names(core('judge/view.rs'), 'Reveal'))
  assert.deepEqual(union('Isolation'), names(core('problem/mod.rs'), 'Isolation'))
  assert.deepEqual(union('ErrorKind').sort(), arms(read('../services/protocol/src/error.rs'), 'kind_name').sort())
})
