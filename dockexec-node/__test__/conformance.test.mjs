// The files that hold every reader to one behaviour, and the same requests through the command line: identical JSON, times and memory excepted.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import { parse } from 'smol-toml'
import { DockExecError, Engine } from '../dist/index.mjs'

const FOLDER = new URL('../../dockexec-core/tests/conformance/', import.meta.url)
const COMMAND = process.env.DOCKEXEC_COMMAND

const engine = new Engine()
after(() => engine.close())
const missing = new Map((await engine.languages()).filter(({ available }) => !available).map(({ id, error }) => [id, error.message]))

const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.toml'))
  .sort()
  .flatMap((name) => parse(readFileSync(new URL(name, FOLDER), 'utf8')).case.map((one) => ({ ...one, file: name })))

/** The request as text: numbers beyond 2^53 would not survive being an object. */
function requestOf({ request, source }) {
  const text = request.trim()
  return (source === undefined ? text : `${text.slice(0, -1)}, "source": ${JSON.stringify(source)}}`).replaceAll('\n', ' ')
}

/** Parses JSON; integers of many digits become strings that say so, lest they are rounded and all look alike. */
function exactly(text) {
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) => (token.startsWith('"') ? token : `"integer ${token}"`))
  return JSON.parse(marked)
}

/** The text of the answer as the command line gives it: a judgement's record, or an error line. */
async function answer(request) {
  try {
    return (await engine.judgeRequest(request)).toJSONText()
  } catch (error) {
    if (!(error instanceof DockExecError)) throw error
    return JSON.stringify({ v: 1, id: JSON.parse(request).id ?? null, error: error.toJSON() })
  }
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where `reply` is not what is `wanted`; the language of expectations is in the folder's README. */
function misses(wanted, reply, place = 'answer') {
  if (isObject(wanted)) {
    if ('$contains' in wanted) return typeof reply === 'string' && reply.includes(wanted.$contains) ? [] : [`${place}: ${JSON.stringify(reply)} without ${wanted.$contains}`]
    if ('$any' in wanted) return wanted.$any.some((one) => misses(one, reply).length === 0) ? [] : [`${place}: ${JSON.stringify(reply)}, none of ${JSON.stringify(wanted.$any)}`]
    if ('$at_least' in wanted) return Array.isArray(reply) && reply.length >= wanted.$at_least ? [] : [`${place}: too few`]
    return Object.entries(wanted).flatMap(([key, value]) => misses(value, reply?.[key] ?? null, `${place}.${key}`))
  }
  if (Array.isArray(wanted)) {
    if (!Array.isArray(reply) || reply.length !== wanted.length) return [`${place}: ${JSON.stringify(reply)}, not ${wanted.length} elements`]
    return wanted.flatMap((value, index) => misses(value, reply[index], `${place}[${index}]`))
  }
  return Object.is(wanted, reply) || wanted === reply ? [] : [`${place}: ${JSON.stringify(reply)}, expected ${JSON.stringify(wanted)}`]
}

describe(`${cases.length} conformance cases`, { concurrency: 4 }, () => {
  for (const one of cases) {
    const request = requestOf(one)
    const skip = missing.get(JSON.parse(request).language) ?? false
    test(`${one.file}: ${one.name}`, { skip }, async () => {
      assert.deepEqual(misses(exactly(one.reply), exactly(await answer(request))), [])
    })
  }
})

test('a false expectation is noticed', () => {
  const reply = { verdict: 'AC', cases: [{ output: 2 }], message: null }
  for (const wanted of [{ verdict: 'WA' }, { cases: [] }, { cases: [{ output: 3 }] }, { verdict: { $any: ['WA'] } }, { verdict: { $contains: 'W' } }, { cases: { $at_least: 2 } }, { missing: 1 }]) {
    assert.equal(misses(wanted, reply).length, 1, JSON.stringify(wanted))
  }
  assert.deepEqual(misses({ verdict: { $any: ['AC', 'WA'] }, cases: { $at_least: 1 }, message: null }, reply), [])
})

/** What differs from run to run: times, memory, and the line that only a batch has. */
const MEASURED = new Set(['cpu_ms', 'max_case_cpu_ms', 'startup_cpu_ms', 'wall_ms', 'memory_bytes', 'instructions', 'line'])
const unmeasured = (text) => JSON.stringify(exactly(text), (key, value) => (MEASURED.has(key) ? undefined : value))

const skip = COMMAND && existsSync(COMMAND) ? false : 'DOCKEXEC_COMMAND names no dockexec to compare with'
test('the command line gives identical JSON', { skip }, async () => {
  const requests = cases.map(requestOf).filter((request) => !missing.has(JSON.parse(request).language))
  const printed = await batch(requests)
  assert.equal(printed.length, requests.length)
  // The sum of what a program prints up to its limit, and when it is killed, differ from run to run: those are judged by their verdict alone.
  let identical = 0
  for (const [index, request] of requests.entries()) {
    const [ours, theirs] = [unmeasured(await answer(request)), unmeasured(printed[index])]
    if (ours === theirs) identical += 1
    else assert.deepEqual(settled(JSON.parse(ours)), settled(JSON.parse(theirs)), request)
  }
  console.log(`${identical} of ${requests.length} answers are identical to the letter`)
  assert.ok(identical >= requests.length - 4, `only ${identical} of ${requests.length} answers are identical`)
})

/** An answer without what a killed program had printed until then. */
function settled(record) {
  const verdict = record.verdict
  if (!['OLE', 'TLE', 'WTL', 'MLE', 'RTE'].includes(verdict)) return record
  return { ...record, message: null, cases: record.cases.map(({ index, verdict, hidden }) => ({ index, verdict, hidden })) }
}

/** The lines that `dockexec batch` answers with, in the order of the requests. */
async function batch(requests) {
  const command = spawn(COMMAND, ['batch', '--jobs', '2'], { stdio: ['pipe', 'pipe', 'inherit'] })
  command.stdin.end(requests.map((request) => `${request}\n`).join(''))
  let output = ''
  for await (const chunk of command.stdout.setEncoding('utf8')) output += chunk
  const lines = output.trim().split('\n')
  return lines.sort((a, b) => JSON.parse(a).line - JSON.parse(b).line)
}
