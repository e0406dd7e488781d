// Whatever a caller gets wrong is an error of ours that says what; never a crash, never a hang, never a silent default.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { BadRequestError, DockExecError, Engine, Problem, QueueFullError, Signature } from '../dist/index.mjs'
import { ADD, ENDLESS, LONG, RIGHT, addition } from './support.mjs'

const engine = new Engine({ jobs: 2 })
const problem = addition()

const refused = (promise, message, code = /^invalid-/) =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof BadRequestError, error.stack)
    assert.match(error.code, code)
    assert.match(error.message, message)
    return true
  })

const cyclic = { language: 'python', source: '' }
cyclic.files = cyclic

test('wrong submissions name the field', async () => {
  for (const [submission, message] of [
    [undefined, /submission must be an object, not undefined/],
    [null, /submission must be an object, not null/],
    [42, /submission must be an object, not number/],
    [[], /submission must be an object, not an array/],
    [{}, /missing field `language`/],
    [{ language: 'python' }, /missing field `source`/],
    [{ language: 'python', source: 3 }, /submission\.source: invalid type: integer `3`, expected a string/],
    [{ language: 'python', source: '', args: 'x' }, /submission\.args: invalid type/],
    [{ language: 'python', source: '', files: { a: 1 } }, /submission\.files\.a: invalid type/],
    [{ language: 'python', source: '', colour: 'red' }, /submission\.colour: unknown field/],
    [{ language: 'python', source: '\ud800' }, /submission\.source|surrogate/],
    [cyclic, /no JSON form/],
  ]) {
    await refused(engine.judge(submission, problem), message)
    await refused(engine.run(submission), message)
    await refused(engine.sanitize(submission), message)
  }
  await refused(engine.judge({ language: 'cobol', source: '' }, problem), /cobol/, /^unknown-language$/)
})

test('wrong options name the option', async () => {
  for (const [options, message] of [
    [{ limits: { cpu: 1 } }, /options\.limits\.cpu: unknown field/],
    [{ limits: { cpuMs: -1 } }, /cpu_ms is -1/],
    [{ limits: { cpuMs: 1e300 } }, /cpu_ms/],
    [{ limits: { memoryMib: 1.5 } }, /options\.limits\.memory_mib/],
    [{ limits: { cpuMs: NaN } }, /cpu_ms is NaN/],
    [{ limits: 7 }, /limits must be an object, not number/],
    [{ stopAtFrst: true }, /options\.stop_at_frst: unknown field/],
    [{ reveal: 'some' }, /reveal is "some"/],
    [{ sanitize: 'maybe' }, /sanitize is "maybe"/],
    [{ signal: {} }, /signal must be an AbortSignal/],
    [{ onEvent: 1 }, /onEvent must be a function/],
  ]) {
    await refused(engine.judge(RIGHT, problem, options), message, /^(invalid-|limits)/)
  }
  await refused(engine.judge(RIGHT, {}), /problem must be a Problem/)
  await refused(engine.judge(RIGHT), /problem must be a Problem, not undefined/)
})

test('wrong engines, signatures and problems throw where they are made', async () => {
  const threw = (call, message) =>
    assert.throws(call, (error) => {
      assert.ok(error instanceof BadRequestError, error.stack)
      assert.match(error.message, message)
      return true
    })
  threw(() => new Engine({ jobs: 'many' }), /^jobs: invalid type: string "many"/)
  threw(() => new Engine({ jobs: -1 }), /^jobs: invalid value: integer `-1`/)
  threw(() => new Engine({ jobs: NaN }), /jobs is NaN/)
  threw(() => new Engine({ job: 1 }), /unknown field `job`/)
  threw(() => new Engine(7), /options must be an object, not number/)
  threw(() => new Engine(null), /options must be an object, not null/)
  threw(() => new Signature('not json'), /./)
  threw(() => new Signature({ nam: 'f' }), /./)
  threw(() => new Signature(null), /./)
  threw(() => Signature.function('f', { x: 'quaternion' }), /quaternion/)
  threw(() => ADD.canonicalArgs([1, 'two']), /args\[1\]: "two"/)
  threw(() => new Problem({ signature: ADD, cases: [] }), /empty/)
  threw(() => new Problem({ signature: ADD, cases: [{ arguments: [] }] }), /cases\[0\]\.arguments/)
  threw(() => new Problem({ tests: [{ stdin: 1 }] }), /tests\[0\]\.stdin/)
  threw(() => new Problem({ tests: [{}], isolation: 'per-case' }), /isolation/)
  threw(() => new Problem(undefined), /must be an object/)
  await refused(Problem.load(7), /a path is a string or a file: URL/)
  await refused(engine.wrap(RIGHT, 7), /a signature is/)
  await refused(engine.starterCode(ADD, 'cobol'), /cobol/, /^unknown-language$/)
})

test('a case that does not fit is told when it is judged, by its name', async () => {
  const misfit = new Problem({ signature: ADD, cases: [{ args: [1, 'two'], expected: 3 }] })
  await refused(engine.judge(RIGHT, misfit), /case 0/, /./)
  const huge = new Problem({ signature: ADD, cases: [{ args: [1, 1n << 200n], expected: 3 }] })
  await refused(engine.judge(RIGHT, huge), /case 0/, /./)
  assert.throws(() => new Problem({ signature: ADD, cases: [{ args: [1, NaN] }] }), /is NaN/)
})

test('wrong requests are told as the command line tells them', async () => {
  for (const [request, message] of [
    [undefined, /no JSON form/],
    [null, /does not begin with/],
    ['nonsense', /does not begin with/],
    [{ kind: 'dance' }, /unknown kind "dance"/],
    [{ kind: 'run', language: 'python' }, /missing field `source`/],
    [{ kind: 'run', language: 'python', source: '', limits: { cpu: 1 } }, /limits\.cpu/],
  ]) {
    await refused(engine.judgeRequest(request), message, /./)
  }
  await assert.rejects(async () => {
    for await (const _ of engine.judgeMany(7));
  }, /items must be iterable, not number/)
  await assert.rejects(async () => {
    for await (const _ of engine.judgeMany([RIGHT]));
  }, /needs a problem/)
})

test('hostile values do no harm on their way', async () => {
  const strange = { language: 'python', get source() { throw new RangeError('no') } }
  await assert.rejects(engine.run(strange), (error) => error instanceof RangeError || error instanceof DockExecError)
  const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000))
  await refused(engine.judgeRequest({ kind: 'function', language: 'python', source: '', signature: ADD, cases: [{ args: deep }] }), /./, /./)
  const polluted = JSON.parse('{"__proto__": {"language": "python"}, "source": ""}')
  await refused(engine.run(polluted), /./)
  assert.equal({}.language, undefined)
})

test('an exception of a listener is the caller\'s, and the judgement is still right', async () => {
  const script = `
    const { Engine } = require('./dist/index.js')
    process.on('uncaughtException', (error) => console.log('uncaught:', error.message))
    const onEvent = ({ kind }) => { if (kind === 'sanitizing') throw new Error('from the listener') }
    new Engine({ jobs: 1 }).run({ language: 'python', source: 'print(1)' }, { onEvent }).then(({ verdict }) => console.log(verdict))`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: new URL('..', import.meta.url) })
  assert.deepEqual(stdout.trim().split('\n').sort(), ['AC', 'uncaught: from the listener'])
})

test('thousands of promises at once: the line is bounded, and each is answered', async () => {
  const own = new Engine({ jobs: 2, maxWaiting: 500 })
  const runs = Array.from({ length: 4000 }, (_, id) => own.run({ ...ENDLESS, id }, { limits: LONG }))
  const settled = Promise.allSettled(runs)
  await Promise.race(runs.map((run) => run.catch((error) => assert.ok(error instanceof QueueFullError, error.stack))))
  await own.close()
  const outcomes = await settled
  const codes = {}
  for (const { reason } of outcomes) codes[reason.code] = (codes[reason.code] ?? 0) + 1
  assert.ok(outcomes.every(({ reason }) => reason instanceof DockExecError))
  assert.ok(codes['queue-full'] >= 4000 - 502 && codes['queue-full'] < 4000, JSON.stringify(codes))
  assert.equal(outcomes.find(({ reason }) => reason instanceof QueueFullError).reason.retryable, true)
})

test('thousands of promises for small work are all answered rightly', async () => {
  const answers = await Promise.all(Array.from({ length: 3000 }, () => engine.starterCode(ADD, 'python')))
  assert.equal(new Set(answers).size, 1)
})
