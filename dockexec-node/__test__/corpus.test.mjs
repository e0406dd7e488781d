// Real solutions, found by DOCKEXEC_CORPUS: every verdict as expected, and what the binding costs beside `dockexec batch`.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { test } from 'node:test'
import { Engine } from '../dist/index.mjs'

const { DOCKEXEC_CORPUS: corpus, DOCKEXEC_COMMAND: command } = process.env
const skip = corpus ? false : 'DOCKEXEC_CORPUS names no folder with real solutions'

test('every real solution gets its verdict', { skip }, async () => {
  const text = readFileSync(join(corpus, 'function_cases.jsonl'), 'utf8').trim()
  const rows = text.split('\n').map((line) => JSON.parse(line))
  const requests = rows.map(({ id, language, source, signature, cases, compare }) => ({ kind: 'function', id, language, source, signature, cases, compare }))
  const engine = new Engine()
  const seconds = []
  const busy = []
  let ours, theirs
  // In turns, so that both meet the machine in every mood; the first round warms the caches of both.
  for (let round = 0; round < 3; round += 1) {
    const begin = performance.now()
    const before = performance.eventLoopUtilization()
    const found = []
    for await (const answer of engine.judgeMany(requests, undefined, { returnErrors: true })) found.push(answer)
    ours = (performance.now() - begin) / 1e3
    busy.push(performance.eventLoopUtilization(before).utilization)
    const wrong = rows.filter((row, index) => !row.expected_verdicts.includes(found[index].verdict))
    assert.deepEqual(wrong.map(({ id }) => id), [])
    if (!command || !existsSync(command)) continue
    theirs = await batch(requests.map((request) => `${JSON.stringify(request)}\n`).join(''))
    if (round > 0) seconds.push([ours, theirs])
  }
  await engine.close()
  console.log(`${rows.length} solutions, every verdict as expected, ${(rows.length / ours).toFixed(1)} a second`)
  console.log(`the event loop was busy for ${busy.map((share) => `${(share * 100).toFixed(1)} %`).join(', ')} of the time`)
  for (const [here, there] of seconds) {
    console.log(`binding ${here.toFixed(2)} s, dockexec batch ${there.toFixed(2)} s: throughput ${((there / here) * 100).toFixed(1)} %`)
  }
})

/** Seconds that `dockexec batch` takes for the lines. */
async function batch(lines) {
  const begin = performance.now()
  const child = spawn(command, ['batch'], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(lines)
  assert.equal(await new Promise((resolve) => child.on('close', resolve)), 0)
  return (performance.now() - begin) / 1e3
}
