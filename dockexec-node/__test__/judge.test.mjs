// A submission is judged from Node, ESM and CJS, and what comes out are typed objects and errors.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { BadRequestError, CancelledError, DockExecError, Engine } from '../dist/index.js'

const engine = new Engine()

const add = (source, cases) => ({
  kind: 'function',
  language: 'python',
  source,
  signature: { name: 'add', params: [{ name: 'a', type: 'integer' }, { name: 'b', type: 'integer' }], return: { type: 'integer' } },
  cases,
})
const RIGHT = 'class Solution:\n    def add(self, a, b):\n        return a + b\n'

test('a function is judged case by case', async () => {
  const judgement = await engine.judgeRecord(add(RIGHT, [{ args: [1, 2], expected: 3 }, { args: [2, 2], expected: 5 }]))
  assert.equal(judgement.verdict, 'WA')
  assert.deepEqual(judgement.cases.map((result) => result.verdict), ['AC', 'WA'])
  assert.equal(judgement.cases[1].output, 4)
  assert.equal(JSON.parse(JSON.stringify(judgement)).max_case_cpu_ms, judgement.maxCaseCpuMs)
})

test('CJS and ESM share one module', () => {
  const require = createRequire(import.meta.url)
  assert.equal(require('../dist/index.js').Engine, Engine)
})

test('what is wrong with a request is a typed error', async () => {
  await assert.rejects(engine.judgeRecord({ kind: 'dance' }), (error) => {
    assert.ok(error instanceof BadRequestError && error instanceof DockExecError)
    assert.equal(error.code, 'invalid-request')
    assert.equal(error.retryable, false)
    return true
  })
})

test('an abort stops a started run', async () => {
  const reason = new Error('enough')
  const controller = new AbortController()
  const endless = { kind: 'run', language: 'python', source: 'while True: pass', limits: { cpu_ms: 60_000 } }
  const run = engine.judgeRecord(endless, { signal: controller.signal })
  setTimeout(() => controller.abort(reason), 300)
  await assert.rejects(run, (error) => error instanceof CancelledError && error.name === 'AbortError' && error.cause === reason)
})
