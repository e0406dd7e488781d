// The hub as its clients see it, with the official socket.io client.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Problem } from 'dockexec'
import { io } from 'socket.io-client'
import { createHub, loadProblems } from './hub.js'

const folder = fileURLToPath(new URL('../../problems', import.meta.url))
let hub, url, problems

before(async () => {
  problems = await loadProblems(folder)
  // One whose right answer takes for ever, to have something to cancel.
  problems.set('endless', new Problem({ tests: [{ stdin: '', expected: '' }], limits: { cpuMs: 600_000, wallMs: 600_000 } }))
  hub = createHub({ problems })
  await new Promise((resolve) => hub.server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${hub.server.address().port}`
})
const sockets = []
after(async () => {
  // Also those of tests that failed: an open socket keeps the process alive.
  sockets.forEach((socket) => socket.disconnect())
  await hub.close()
})

const ENDLESS = { problem: 'endless', language: 'python', source: 'while True: pass' }

async function connect() {
  const socket = io(url, { transports: ['websocket'], forceNew: true })
  sockets.push(socket)
  await once(socket, 'connect')
  return socket
}

/** Waits for the end of a submission, hearing its progress. */
function finish(socket, id) {
  const heard = []
  socket.on('progress', (event) => event.id === id && heard.push(event.kind))
  return new Promise((resolve) => socket.on('done', (record) => record.id === id && resolve({ record, heard })))
}

async function submit(socket, asked) {
  const { ok, error } = await socket.emitWithAck('submit', asked)
  assert.equal(error, undefined, JSON.stringify(error))
  return { id: ok.id, over: finish(socket, ok.id) }
}

async function solution(slug, file) {
  return { problem: slug, language: 'python', source: await readFile(`${folder}/${slug}/solutions/python/${file}`, 'utf8') }
}

test('a submission is accepted, followed and judged', async () => {
  const socket = await connect()
  const { over } = await submit(socket, await solution('handshakes', 'accepted.py'))
  const { record, heard } = await over
  assert.equal(record.state, 'judged', JSON.stringify(record.error))
  assert.equal(record.judgement.verdict, 'AC')
  assert.ok(heard.includes('running_case') && heard.at(-1) === 'finished', heard.join(' '))
})

test('hidden cases keep nothing but their verdicts', async () => {
  const socket = await connect()
  const { over } = await submit(socket, await solution('favourite-flavour', 'wrong_answer_last_vote.py'))
  const { record } = await over
  assert.equal(record.judgement.verdict, 'WA')
  const hidden = record.judgement.cases.filter((one) => one.hidden)
  assert.ok(hidden.length > 0)
  for (const one of hidden) assert.equal(one.expected, undefined)
})

test('somebody else may watch, and read the record later', async () => {
  const [author, other] = await Promise.all([connect(), connect()])
  const { id, over } = await submit(author, ENDLESS)
  const watched = finish(other, id)
  const { ok } = await other.emitWithAck('watch', id)
  assert.equal(ok.id, id)
  await author.emitWithAck('cancel', id)
  const outcomes = await Promise.all([over, watched])
  for (const { record } of outcomes) assert.deepEqual([record.state, record.error.code], ['cancelled', 'cancelled'])
  const later = await (await fetch(`${url}/submissions/${id}`)).json()
  assert.equal(later.state, 'cancelled')
})

test('who leaves takes their submissions along', async () => {
  const [leaver, other] = await Promise.all([connect(), connect()])
  const { id } = await submit(leaver, ENDLESS)
  const watched = finish(other, id)
  await other.emitWithAck('watch', id)
  leaver.disconnect()
  assert.equal((await watched).record.state, 'cancelled')
})

test('what is wrong is said, over socket.io and over HTTP', async () => {
  const socket = await connect()
  const refused = async (asked) => (await socket.emitWithAck('submit', asked)).error?.code
  assert.equal(await refused({ problem: 'nowhere', language: 'python', source: '' }), 'unknown-problem')
  assert.equal(await refused({ problem: 'endless', language: 7, source: '' }), 'invalid-request')
  assert.equal(await refused(undefined), 'unknown-problem')
  assert.equal((await socket.emitWithAck('watch', 'nobody')).error.code, 'unknown-submission')
  const { over } = await submit(socket, { ...ENDLESS, language: 'cobol' })
  const { record } = await over
  assert.deepEqual([record.state, record.error.code], ['failed', 'unknown-language'])

  const post = (body) => fetch(`${url}/submissions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  assert.equal((await post('{"problem":"nowhere"}')).status, 404)
  assert.equal((await post('no json')).status, 400)
  assert.equal((await fetch(`${url}/submissions/nobody`)).status, 404)
})

test('over HTTP alone: post, poll, delete', async () => {
  const listed = await (await fetch(`${url}/problems`)).json()
  assert.ok(listed.some(({ slug }) => slug === 'handshakes'))
  const starter = await fetch(`${url}/problems/tide-average/starter/python`)
  assert.match(await starter.text(), /class Solution/)

  const body = JSON.stringify(ENDLESS)
  const posted = await fetch(`${url}/submissions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  assert.equal(posted.status, 202)
  const { id } = await posted.json()
  assert.equal((await fetch(`${url}/submissions/${id}`, { method: 'DELETE' })).status, 204)
  for (;;) {
    const { state } = await (await fetch(`${url}/submissions/${id}`)).json()
    if (state === 'cancelled') break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
})

test('the server answers quickly while it judges', async () => {
  const socket = await connect()
  const runs = await Promise.all(Array.from({ length: 4 }, () => submit(socket, ENDLESS)))
  // Were the event loop or its threads busy with them, nobody would be answered before they end.
  for (let i = 0; i < 20; i += 1) assert.equal((await fetch(`${url}/problems`)).status, 200)
  for (const { id } of runs) await socket.emitWithAck('cancel', id)
  for (const { over } of runs) assert.equal((await over).record.state, 'cancelled')
})
