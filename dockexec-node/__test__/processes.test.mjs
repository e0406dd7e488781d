// The host's own ends: workers that are terminated, processes that exit, are killed, or never had an engine that works.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { Engine } from '../dist/index.mjs'
import { RIGHT, addition, processesWith, sleep, until } from './support.mjs'

const INDEX = fileURLToPath(new URL('../dist/index.js', import.meta.url))
const run = promisify(execFile)

/** Code that starts an endless program which `mark` tells from all others, and says so when it runs. */
const endless = (mark, then = '') => `
  const { Engine } = require(${JSON.stringify(INDEX)})
  const engine = new Engine({ jobs: 2 })
  const limits = { cpuMs: 600000, wallMs: 600000 }
  const run = engine.startRun({ language: 'python', source: 'while True: pass', args: ['${mark}'] }, { limits })
  run.judgement.then((judgement) => say('over ' + judgement.verdict), (error) => say('over ' + error.code))
  ;(async () => {
    for await (const { kind } of run) if (kind === 'running_case') break
    say('running')
    ${then}
  })()`
const inProcess = (mark, then) => `const say = console.log\n${endless(mark, then)}`
const inWorker = (mark, then) => `const { parentPort } = require('node:worker_threads')\nconst say = (what) => parentPort.postMessage(what)\n${endless(mark, then)}`

let marks = 0
const mark = () => `dockexec-node-test-${process.pid}-${(marks += 1)}`

/** Waits until a worker says that its program runs. */
const running = (worker) =>
  new Promise((resolve, reject) => {
    worker.on('message', (said) => said === 'running' && resolve())
    worker.on('error', reject)
  })

test('a worker judges as the main thread does', async () => {
  const code = `
    const { Engine, Problem, BadRequestError } = require(${JSON.stringify(INDEX)})
    const { parentPort, workerData } = require('node:worker_threads')
    const engine = new Engine({ jobs: 1 })
    const problem = new Problem(workerData.problem)
    engine.judge(workerData.submission, problem).then(async (judgement) => {
      const error = await engine.run({}).catch((error) => error)
      parentPort.postMessage([judgement, error instanceof BadRequestError])
    })`
  const problem = { signature: addition().signature.toJSON(), cases: [{ args: [1, 2], expected: 3 }] }
  const workers = Array.from({ length: 3 }, () => new Worker(code, { eval: true, workerData: { problem, submission: RIGHT } }))
  const messages = await Promise.all(workers.map((worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))))
  for (const [judgement, typed] of messages) assert.deepEqual([judgement.verdict, typed], ['AC', true])
  assert.deepEqual(await Promise.all(workers.map((worker) => worker.terminate())).then((codes) => codes.length), 3)
})

test('a worker that is terminated takes its runs along, and this process goes on', async () => {
  for (let round = 0; round < 5; round += 1) {
    const name = mark()
    const worker = new Worker(inWorker(name), { eval: true })
    await running(worker)
    await worker.terminate()
    await until(() => processesWith(name).length === 0, `the end of ${name}`)
  }
  const engine = new Engine({ jobs: 1 })
  assert.equal((await engine.judge(RIGHT, addition())).verdict, 'AC')
})

test('workers may be terminated at any moment', async () => {
  const name = mark()
  const code = `
    const { Engine } = require(${JSON.stringify(INDEX)})
    const engine = new Engine({ jobs: 2 })
    const once = () => engine.run({ language: 'python', source: 'print(1)', args: ['${name}'] }, { onEvent: () => {} }).then(once, once)
    for (let i = 0; i < 20; i += 1) once()
    for (let i = 0; i < 20; i += 1) engine.doctor()`
  for (let delay = 0; delay < 240; delay += 20) {
    const worker = new Worker(code, { eval: true })
    await sleep(delay)
    await worker.terminate()
  }
  await until(() => processesWith(name).length === 0, 'the end of what the workers had started')
})

test('a pending run keeps the process alive, a finished one does not', async () => {
  const code = `const { Engine } = require(${JSON.stringify(INDEX)})
    new Engine({ jobs: 1 }).run({ language: 'python', source: 'print(6 * 7)' }).then(({ cases }) => process.stdout.write(cases[0].stdout))`
  assert.equal((await run(process.execPath, ['-e', code], { timeout: 60_000 })).stdout, '42\n')
})

for (const [how, then, wanted] of [
  ['by process.exit', 'process.exit(7)', { code: 7, signal: null }],
  ['by an exception', 'setTimeout(() => { throw new Error("on purpose") })', { code: 1, signal: null }],
  ['by process.abort', 'process.abort()', { code: null, signal: 'SIGABRT' }],
  ['by SIGKILL', "process.kill(process.pid, 'SIGKILL')", { code: null, signal: 'SIGKILL' }],
]) {
  test(`a process that ends ${how} in the middle of a run leaves nothing behind`, async () => {
    const name = mark()
    const child = spawn(process.execPath, ['-e', inProcess(name, then)], { stdio: ['ignore', 'ignore', 'ignore'] })
    const ended = await new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })))
    assert.deepEqual(ended, wanted)
    await until(() => processesWith(name).length === 0, `the end of ${name}`)
  })
}

test('a host without a sandbox is told apart, with the remedy', async () => {
  // In a sandbox of ours there is none to be had: no user namespaces, no new mounts.
  const code = `const { Engine, HostUnfitError, doctor } = require(${JSON.stringify(INDEX)})
    doctor().then(({ sandbox }) => {
      try { new Engine(); console.log('an engine') }
      catch (error) { console.log(error instanceof HostUnfitError, error.kind, Boolean(error.hint), sandbox.error !== undefined) }
    })`
  const without = ['unshare', ['--user', '--map-root-user', 'sh', '-c', 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$0" "$@"', process.execPath, '-e', code]]
  const outcome = await run(...without, { timeout: 60_000 }).catch((error) => error)
  if (outcome instanceof Error) return console.log(`skipped: this host cannot take its own namespaces away: ${outcome.message.split('\n')[0]}`)
  assert.equal(outcome.stdout.trim(), 'true host_unfit true true', outcome.stderr)
})
