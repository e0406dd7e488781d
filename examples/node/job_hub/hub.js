// The hub: requests over HTTP, what happens to them over socket.io, judging in this very process.
//
// There is no queue and no worker to run beside it: the engine has a bounded line of its own, its threads are not the event loop's, and an abort kills what runs. What
// people may see of hidden cases is decided by the problem; a judgement as JSON is what `dockexec judge --json` prints, so other hubs and workers understand it.
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { BadRequestError, CancelledError, DockExecError, Engine, Problem, QueueFullError } from 'dockexec'
import express from 'express'
import { Server } from 'socket.io'

/** Finished submissions that are kept for those who ask late. */
const KEPT = 1_000

/** Loads every problem of a folder: slug → problem. One that is broken ends the start, with everything that is wrong with it. */
export async function loadProblems(folder) {
  const entries = await readdir(folder, { withFileTypes: true })
  const problems = await Promise.all(entries.filter((entry) => entry.isDirectory()).map(({ name }) => Problem.load(join(folder, name))))
  return new Map(problems.map((problem) => [problem.slug, problem]))
}

/** A hub over `problems`. `listen` the server it gives back; `close` kills what runs and lets everybody know. */
export function createHub({ problems, engine = new Engine() }) {
  const app = express()
  const server = createServer(app)
  const io = new Server(server, { serveClient: false, maxHttpBufferSize: 1 << 20 })
  const submissions = new Map()

  /** Accepts a submission: gives back its record, which changes as it is judged. Throws what is wrong with it. */
  function submit(asked) {
    const { problem: slug, language, source } = asked ?? {}
    const problem = problems.get(slug)
    if (!problem) throw refusal('unknown-problem', `there is no problem ${JSON.stringify(slug)}`)
    if (typeof language !== 'string' || typeof source !== 'string') throw refusal('invalid-request', '`language` and `source` must be text')
    const id = randomUUID()
    const controller = new AbortController()
    const record = { id, problem: slug, language, state: 'queued', judgement: null, error: null }
    const run = engine.start({ id, language, source }, problem, { signal: controller.signal })
    submissions.set(id, { record, cancel: () => controller.abort() })
    follow(record, run)
    return record
  }

  /** Tells the room of a submission what happens to it, until it is over. */
  async function follow(record, run) {
    const room = io.to(record.id)
    try {
      for await (const event of run) {
        record.state = event.kind
        room.emit('progress', { id: record.id, ...event })
      }
      record.judgement = (await run.judgement).toJSON()
      record.state = 'judged'
    } catch (error) {
      record.error = shown(error)
      record.state = error instanceof CancelledError ? 'cancelled' : 'failed'
    }
    room.emit('done', record)
    forget()
  }

  /** The oldest ones that are over make room. */
  function forget() {
    for (const [id, { record }] of submissions) {
      if (submissions.size <= KEPT) return
      if (['judged', 'failed', 'cancelled'].includes(record.state)) submissions.delete(id)
    }
  }

  function find(id) {
    const found = submissions.get(id)
    if (!found) throw refusal('unknown-submission', `there is no submission ${JSON.stringify(id)}`)
    return found
  }

  app.use(express.json({ limit: '1mb' }))
  app.get('/problems', (_, response) => {
    response.json([...problems.values()].map(({ slug, title, difficulty, tags }) => ({ slug, title, difficulty, tags })))
  })
  app.get('/problems/:slug/starter/:language', async (request, response) => {
    const problem = problems.get(request.params.slug)
    if (!problem) throw refusal('unknown-problem', `there is no problem ${JSON.stringify(request.params.slug)}`)
    response.type('text/plain').send(await problem.starterCode(request.params.language))
  })
  app.post('/submissions', (request, response) => response.status(202).json(submit(request.body)))
  app.get('/submissions/:id', (request, response) => response.json(find(request.params.id).record))
  app.delete('/submissions/:id', (request, response) => {
    find(request.params.id).cancel()
    response.status(204).end()
  })
  // Express finds an error handler by its four parameters.
  app.use((error, _request, response, _next) => response.status(statusOf(error)).json({ error: shown(error) }))

  io.on('connection', (socket) => {
    const own = new Set()
    // Each call is acknowledged with `{ok}` or `{error}`: a client never waits for ever.
    const answer = (event, handle) =>
      socket.on(event, (asked, acknowledge) => {
        let reply
        try {
          reply = { ok: handle(asked) }
        } catch (error) {
          reply = { error: shown(error) }
        }
        if (typeof acknowledge === 'function') acknowledge(reply)
      })
    answer('submit', (asked) => {
      const record = submit(asked)
      socket.join(record.id)
      own.add(record.id)
      return { ...record }
    })
    answer('watch', (id) => {
      const { record } = find(id)
      socket.join(id)
      return { ...record }
    })
    answer('cancel', (id) => find(id).cancel())
    // Nobody is left to read what this person's submissions come to.
    socket.on('disconnect', () => own.forEach((id) => submissions.get(id)?.cancel()))
  })

  return {
    server,
    engine,
    async close() {
      await engine.close()
      await io.close()
    },
  }
}

function refusal(code, message) {
  return new BadRequestError({ code, kind: 'bad_request', stage: 'request', message, retryable: false })
}

function statusOf(error) {
  if (error instanceof QueueFullError) return 503
  if (error instanceof BadRequestError) return error.code.startsWith('unknown-') ? 404 : 400
  // What express itself complains about, such as a body that is no JSON, knows its status.
  return error.status ?? 500
}

/** What strangers may know of an error: ours are written for them, others might say anything. */
function shown(error) {
  if (error instanceof DockExecError) return error.toJSON()
  if (error?.status < 500) return { code: 'invalid-request', message: error.message }
  console.error(error)
  return { code: 'internal', message: 'something went wrong' }
}
