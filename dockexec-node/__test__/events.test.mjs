// Progress, and stopping: what is aborted ends, whatever it was doing.
import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { after, test } from 'node:test'
import { CancelledError, Engine, EngineClosedError } from '../dist/index.mjs'
import { ENDLESS, LONG, RIGHT, addition, sleep, until } from './support.mjs'

const engine = new Engine({ jobs: 2 })
after(() => engine.close())

const kinds = (events) => events.map(({ kind }) => kind)

test('a run tells its events in order, each iteration from the beginning', async () => {
  const run = engine.start(RIGHT, addition())
  const events = []
  for await (const event of run) events.push(event)
  assert.deepEqual(kinds(events), ['queued', 'sanitizing', 'running_case', 'running_case', 'finished'])
  assert.deepEqual(events[3], { kind: 'running_case', index: 1, total: 2 })
  assert.equal((await run.judgement).verdict, 'AC')
  const again = []
  for await (const event of run) again.push(event)
  assert.deepEqual(again, events)
})

test('two may watch one run', async () => {
  const run = engine.start(RIGHT, addition())
  const collect = async () => {
    const seen = []
    for await (const { kind } of run) seen.push(kind)
    return seen
  }
  const [one, other] = await Promise.all([collect(), collect()])
  assert.deepEqual(one, other)
  assert.equal(one.at(-1), 'finished')
})

test('a callback hears the same events', async () => {
  const heard = []
  await engine.judge(RIGHT, addition(), { onEvent: (event) => heard.push(event.kind) })
  await until(() => heard.at(-1) === 'finished', 'the last event')
  assert.deepEqual(heard, ['queued', 'sanitizing', 'running_case', 'running_case', 'finished'])
})

test('a request that cannot be judged throws out of the loop, too', async () => {
  const run = engine.startRequest({ kind: 'run', language: 'cobol', source: '' })
  await assert.rejects(async () => {
    for await (const _ of run);
  }, { code: 'unknown-language' })
  await assert.rejects(run.judgement, { code: 'unknown-language' })
})

test('an abort stops a started run and leaves nothing of it', async () => {
  const reason = new Error('enough')
  const controller = new AbortController()
  const { signal } = controller
  const started = engine.startRun(ENDLESS, { limits: LONG, signal })
  for await (const { kind } of started) {
    if (kind === 'running_case') break
  }
  controller.abort(reason)
  await assert.rejects(started.judgement, (error) => {
    assert.ok(error instanceof CancelledError)
    assert.deepEqual([error.name, error.code, error.cause], ['AbortError', 'cancelled', reason])
    return true
  })
  assert.equal(getEventListeners(signal, 'abort').length, 0)
  // The slot is free again, and so is the other one.
  assert.deepEqual((await Promise.all([1, 2].map(() => engine.judge(RIGHT, addition())))).map(({ verdict }) => verdict), ['AC', 'AC'])
})

test('an abort reaches what still waits for a slot, at once', async () => {
  const blockers = [1, 2].map(() => engine.startRun(ENDLESS, { limits: LONG }))
  for (const blocker of blockers) for await (const { kind } of blocker) if (kind === 'running_case') break
  const controller = new AbortController()
  const waiting = engine.startRun(RIGHT, { signal: controller.signal })
  for await (const { kind } of waiting) if (kind === 'queued') break
  controller.abort()
  // No slot has become free: nothing but the abort can have answered.
  await assert.rejects(waiting.judgement, CancelledError)
  blockers.forEach((blocker) => blocker.cancel())
  for (const blocker of blockers) await assert.rejects(blocker.judgement, CancelledError)
})

test('a signal that is aborted already starts nothing, and one signal serves many runs', async () => {
  await assert.rejects(engine.run(RIGHT, { signal: AbortSignal.abort('why') }), (error) => error.cause === 'why')
  const controller = new AbortController()
  const runs = Array.from({ length: 20 }, () => engine.run(ENDLESS, { limits: LONG, signal: controller.signal }))
  await sleep(100)
  controller.abort()
  const outcomes = await Promise.allSettled(runs)
  assert.ok(outcomes.every(({ reason }) => reason instanceof CancelledError))
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0)
})

test('cancelling at any moment ends in a cancellation or a right answer', async () => {
  for (let delay = 0; delay < 60; delay += 3) {
    const run = engine.start(RIGHT, addition())
    await sleep(delay)
    run.cancel()
    await run.judgement.then(
      (judgement) => assert.equal(judgement.verdict, 'AC'),
      (error) => assert.ok(error instanceof CancelledError, error.stack),
    )
  }
})

test('a closed engine has killed what ran and refuses everything, in words', async () => {
  const own = new Engine({ jobs: 1 })
  const running = own.startRun(ENDLESS, { limits: LONG })
  for await (const { kind } of running) if (kind === 'running_case') break
  const waiting = own.run(RIGHT)
  const settled = Promise.allSettled([running.judgement, waiting])
  await Promise.all([own.close(), own.close()])
  const [first, second] = await settled
  assert.ok(first.reason instanceof CancelledError, String(first.reason))
  assert.ok(second.reason instanceof EngineClosedError, String(second.reason))
  assert.ok(own.closed)
  await assert.rejects(own.judge(RIGHT, addition()), EngineClosedError)
  await assert.rejects(async () => {
    for await (const _ of own.judgeMany([RIGHT], addition()));
  }, EngineClosedError)
  // What needs no engine still works.
  assert.deepEqual(await own.sanitize(RIGHT), [])
})

test('an engine closes itself at the end of its block', { skip: !Symbol.asyncDispose && 'this Node has no Symbol.asyncDispose' }, async () => {
  const own = new Engine({ jobs: 1 })
  await own[Symbol.asyncDispose]()
  assert.ok(own.closed)
})
