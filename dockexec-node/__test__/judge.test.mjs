// Judging, running, wrapping, sanitizing: each call once, as a caller would write it.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import * as dockexec from '../dist/index.mjs'
import { ADD, RIGHT, WRONG, addition } from './support.mjs'

const { DockExecError, Engine, InvalidProblemError, Judgement, Problem, Signature } = dockexec
const engine = new Engine()

test('a submission is judged by a problem', async () => {
  const problem = addition()
  const right = await engine.judge(RIGHT, problem)
  assert.ok(right instanceof Judgement)
  assert.deepEqual([right.verdict, right.accepted, right.passed, right.total], ['AC', true, 2, 2])
  assert.equal(right.firstFailing, undefined)

  const wrong = await engine.judge({ ...WRONG, id: 'mine' }, problem, { stopAtFirst: true })
  assert.deepEqual([wrong.verdict, wrong.ran, wrong.total, wrong.id], ['WA', 1, 2, 'mine'])
  assert.equal(wrong.firstFailing.output, -1)
  assert.match(wrong.firstFailing.message, /expected 3/)
})

test('JSON of a judgement is the record of the command line', async () => {
  const judgement = await engine.judge(RIGHT, addition())
  const record = JSON.parse(JSON.stringify(judgement))
  assert.deepEqual(record, JSON.parse(judgement.toJSONText()))
  assert.equal(record.max_case_cpu_ms, judgement.maxCaseCpuMs)
  assert.equal(record.cases[1].name, 'answer')
  // Every field of the record is a field of the object, in camelCase, unless it has no value.
  const camel = (key) => key.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
  for (const [key, value] of Object.entries(record)) {
    if (key === 'v' || value === null || ['cases', 'findings', 'diagnostics'].includes(key)) continue
    assert.deepEqual(judgement[camel(key)], value, key)
  }
})

test('a judgement survives the ways in which objects travel', async () => {
  const judgement = await engine.judge(RIGHT, addition())
  const clone = structuredClone(judgement)
  assert.equal(clone.verdict, 'AC')
  assert.deepEqual(clone.cases, judgement.cases)
})

test('integers beyond 2^53 keep every digit in both directions', async () => {
  const signature = Signature.function('next', { n: 'long' }, { returns: 'long' })
  const problem = new Problem({ signature, cases: [{ args: [9007199254740993n], expected: 9007199254740994n }] })
  const source = 'class Solution:\n    def next(self, n):\n        return n + 1\n'
  const judgement = await engine.judge({ language: 'python', source }, problem)
  assert.equal(judgement.verdict, 'AC')
  assert.equal(judgement.cases[0].output, 9007199254740994n)
  assert.match(judgement.toJSONText(), /"output":9007199254740994,/)
  assert.deepEqual(signature.canonicalArgs([9007199254740993n]), [9007199254740993n])
})

test('a free run tells what the program did', async () => {
  const source = 'import sys\nprint(input() * 2)\nsys.exit(3)'
  const judgement = await engine.run({ language: 'python', source, args: ['x'] }, { stdin: 'ab\n' })
  const [only] = judgement.cases
  assert.deepEqual([judgement.verdict, only.stdout, only.exitCode], ['RTE', 'abab\n', 3])
})

test('limits, strictness and allowed names reach the judge', async () => {
  const slow = await engine.run({ language: 'python', source: 'while True: pass' }, { limits: { cpuMs: 100 } })
  assert.equal(slow.verdict, 'TLE')
  const source = 'import os\nprint(os.system("true"))'
  const refused = await engine.run({ language: 'python', source })
  assert.deepEqual([refused.verdict, refused.findings[0].rule], ['SV', 'python/process'])
  assert.notEqual((await engine.run({ language: 'python', source }, { sanitize: 'off' })).verdict, 'SV')
})

test('a program problem is judged by its tests', async () => {
  const problem = new Problem({ tests: [{ stdin: '1 2', expected: '3' }, { stdin: '2 2', expected: '4' }], compare: 'tokens' })
  const source = 'print(sum(map(int, input().split())))'
  assert.equal((await engine.judge({ language: 'python', source }, problem)).verdict, 'AC')
  assert.equal(problem.signature, undefined)
  await assert.rejects(problem.starterCode('python'), { code: 'no-starter' })
})

test('hidden cases stay hidden unless the caller says otherwise', async () => {
  const problem = new Problem({ signature: ADD, cases: [{ args: [1, 2], expected: 4 }], reveal: 'none' })
  const shown = await engine.judge(RIGHT, problem)
  assert.deepEqual(Object.keys(shown.cases[0]).sort(), ['hidden', 'index', 'verdict'])
  const all = await engine.judge(RIGHT, problem, { reveal: 'all' })
  assert.equal(all.cases[0].expected, 4)
})

test('a problem is made, loaded, described and checked', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'dockexec-node-')), 'two-sums')
  const files = await Problem.scaffold(folder)
  assert.ok(files.some((file) => file.endsWith('problem.toml')))
  const problem = await Problem.load(pathToFileURL(folder))
  assert.equal(problem.slug, 'two-sums')
  assert.equal(problem.caseCount, [...problem.cases()].length)
  assert.ok(problem.signature instanceof Signature)
  assert.ok((await problem.check()).every((fault) => typeof fault.message === 'string'))
  for (const solution of problem.solutions) {
    assert.equal((await engine.judge(solution && { language: solution.language, source: solution.source }, problem)).verdict, solution.expects)
  }

  writeFileSync(join(folder, 'problem.toml'), 'title = 3\nnonsense = true')
  await assert.rejects(Problem.load(folder), (error) => {
    assert.ok(error instanceof InvalidProblemError && error instanceof DockExecError)
    assert.equal(error.code, 'invalid-problem')
    assert.ok(error.faults.length > 0 && error.faults.every(({ file, message }) => file && message), JSON.stringify(error.faults))
    return true
  })
})

test('a problem made off the event loop is the same', async () => {
  const given = { signature: ADD, cases: [{ args: [1, 2], expected: 3 }], limits: { cpuMs: 500 } }
  assert.deepEqual(await Problem.create(given), new Problem(given))
  assert.equal((await Problem.create(given)).limitsFor('python').cpuMs, 500)
})

test('sanitize, wrap and starterCode work without running anything', async () => {
  const findings = await engine.sanitize({ language: 'python', source: 'import socket' })
  assert.deepEqual([findings.length > 0, findings[0].line, findings[0].column], [true, 1, 8])
  assert.deepEqual(await engine.sanitize({ language: 'python', source: 'import socket' }, { strictness: 'off' }), [])

  const program = await engine.wrap(RIGHT, ADD)
  assert.equal(program.files.find((file) => file.user).text, RIGHT.source)
  assert.ok(program.files.some((file) => !file.user))

  assert.match(await engine.starterCode(ADD, 'javascript'), /add/)
  assert.equal(await engine.starterCode(addition(), 'c'), await dockexec.starterCode(ADD.toJSON(), 'c'))
})

test('doctor and languages describe this host', async () => {
  const { sandbox, languages } = await engine.doctor()
  assert.ok(['full', 'delegated', 'user'].includes(sandbox.tier))
  assert.ok(sandbox.rows.length > 5)
  assert.deepEqual(await dockexec.languages(), languages)
  assert.ok(languages.find(({ id }) => id === 'python').extensions.includes('py'))
})

test('many are judged in order, errors in their places', async () => {
  const items = function* () {
    yield RIGHT
    yield [WRONG, addition()]
    yield { ...RIGHT, language: 'cobol' }
    yield { kind: 'run', language: 'python', source: 'print(1)', id: 4 }
    yield JSON.stringify({ kind: 'run', language: 'python', source: 'print(2)', id: 5 })
  }
  const answers = []
  for await (const answer of engine.judgeMany(items(), addition(), { returnErrors: true })) answers.push(answer)
  assert.deepEqual(answers.map((answer) => answer.verdict ?? answer.code), ['AC', 'WA', 'unknown-language', 'AC', 'AC'])
  assert.deepEqual(answers.map((answer) => answer.id), [undefined, undefined, undefined, 4, 5])
  await assert.rejects(async () => {
    for await (const _ of engine.judgeMany(items(), addition()));
  }, { code: 'unknown-language' })
})

test('judging many takes no more items than it needs, and stops when the loop is left', async () => {
  const own = new Engine({ jobs: 2 })
  let taken = 0
  let returned = false
  async function* endless() {
    try {
      for (;;) yield (taken += 1, RIGHT)
    } finally {
      returned = true
    }
  }
  let judged = 0
  for await (const judgement of own.judgeMany(endless(), addition())) {
    assert.equal(judgement.verdict, 'AC')
    if ((judged += 1) === 5) break
  }
  assert.ok(taken <= 5 + 32 * 2, `${taken} items were taken for 5 judgements and 2 slots`)
  assert.ok(returned)
  await own.close()
})

test('a slow item does not keep the slots from the others', async () => {
  const own = new Engine({ jobs: 2 })
  const slow = { kind: 'run', language: 'python', source: 'import time\ntime.sleep(3)' }
  const quick = { kind: 'run', language: 'python', source: 'print(1)' }
  const begun = []
  function* items() {
    for (let index = 0; index < 20; index += 1) yield (begun.push(performance.now()), index === 0 ? slow : quick)
  }
  const answers = []
  let first
  for await (const answer of own.judgeMany(items())) {
    first ??= performance.now()
    answers.push(answer)
  }
  assert.equal(answers.length, 20)
  assert.ok(answers[0].wallMs >= 3000)
  assert.ok(begun[15] < first, 'the 16th was taken only when the slow one was done')
  await own.close()
})

test('CJS and ESM share one module', () => {
  const require = createRequire(import.meta.url)
  const cjs = require('../dist/index.js')
  assert.equal(cjs.Engine, Engine)
  assert.deepEqual(Object.keys(dockexec).sort(), Object.keys(cjs).sort())
})
