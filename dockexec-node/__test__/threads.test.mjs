// Whose threads are busy: never libuv's, never the event loop's.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { readdirSync, readFileSync } from 'node:fs'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { after, test } from 'node:test'
import { Engine } from '../dist/index.mjs'
import { ENDLESS, LONG, RIGHT, addition, sleep, until } from './support.mjs'

// As many as libuv has threads, and as many again: did they use its pool, nothing else would get in.
const FLIGHT = 8
const engine = new Engine({ jobs: FLIGHT })
after(() => engine.close())

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1]

/** How long reading a file takes, and how late timers are, for a while. */
async function look(milliseconds) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const reads = []
  delay.enable()
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const begin = performance.now()
    await readFile(new URL(import.meta.url))
    reads.push(performance.now() - begin)
    await sleep(5)
  }
  delay.disable()
  // The histogram measures from timer to timer: what is above its resolution is the delay.
  return { reads: reads.length, read: median(reads), late: Math.max(0, delay.percentile(50) / 1e6 - 5), p99: delay.percentile(99) / 1e6 }
}

const show = ({ reads, read, late, p99 }) => `${reads} reads, median ${read.toFixed(2)} ms; loop delay median ${late.toFixed(2)} ms, 99 % ${p99.toFixed(1)} ms`

test(`files are read and timers fire with ${FLIGHT} judgements in flight`, async () => {
  const quiet = await look(500)
  const runs = Array.from({ length: FLIGHT }, () => engine.startRun(ENDLESS, { limits: LONG }))
  for (const run of runs) for await (const { kind } of run) if (kind === 'running_case') break
  const busy = await look(1500)
  runs.forEach((run) => run.cancel())
  await Promise.allSettled(runs.map(({ judgement }) => judgement))
  console.log(`quiet: ${show(quiet)}`)
  console.log(`busy: ${show(busy)}`)
  // A pool that is taken would not read a single file before the first run ends, which is minutes away; a loop that is taken would not look at all.
  assert.ok(busy.reads >= 10, show(busy))
  // The other half of the processors' time is theirs: generous, for machines with two processors and eight endless loops.
  assert.ok(busy.late < 20, `the event loop is ${busy.late} ms late`)
  assert.ok(busy.read < 100, `a file took ${busy.read} ms`)
})

test('work is done on threads of ours, which go when they are done', async () => {
  const name = (id) => {
    try {
      return readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim()
    } catch {
      return 'gone meanwhile'
    }
  }
  const names = () => readdirSync('/proc/self/task').map(name)
  const run = engine.startRun(ENDLESS, { limits: LONG })
  for await (const { kind } of run) if (kind === 'running_case') break
  assert.ok(names().some((name) => name.startsWith('dockexec-judge')), names().join(', '))
  run.cancel()
  await assert.rejects(run.judgement)
  await until(() => !names().some((name) => name.startsWith('dockexec-judge')), 'the end of the threads')
})

test('large requests do not hold up the loop for longer than their text takes', async () => {
  // Two megabytes of arguments: the text is made here, everything else elsewhere.
  const args = [Array.from({ length: 300_000 }, (_, i) => i)]
  const signature = { name: 'total', params: [{ name: 'a', type: 'integer[]' }], return: { type: 'long' } }
  const source = 'class Solution:\n    def total(self, a):\n        return sum(a)\n'
  const begin = performance.now()
  JSON.stringify(args)
  const text = performance.now() - begin
  const called = performance.now()
  const judged = engine.judgeRequest({ kind: 'function', language: 'python', source, signature, cases: [{ args, expected: (299_999 * 300_000) / 2 }] })
  const held = performance.now() - called
  assert.equal((await judged).verdict, 'AC')
  console.log(`a request of 2 MB: its text takes ${text.toFixed(1)} ms, the call ${held.toFixed(1)} ms`)
  // Reading the text, which a debug build does at some megabytes a second, would show here.
  assert.ok(held < 20 * text + 50, `the call took ${held} ms`)
})

test('a problem is judged by many without being read again', async () => {
  const problem = addition()
  const judgements = await Promise.all(Array.from({ length: 40 }, () => engine.judge(RIGHT, problem)))
  assert.ok(judgements.every(({ verdict }) => verdict === 'AC'))
})
