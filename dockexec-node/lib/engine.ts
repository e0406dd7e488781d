/** The engine: everything that can be asked of DockExec. */
import * as native from '../native'
import type { DoctorReport, EngineOptions, Event, Finding, LanguageInfo, NativeJudgement, Program } from '../native'
import { follow } from './abort'
import { checked, encode, limits, shown, snake } from './encode'
import { DockExecError, badRequest, cancelled, translate, translated, translatedLater } from './errors'
import { Judgement } from './judgement'
import { Problem } from './problem'
import { Run } from './run'
import { Signature, asSignature, type MetaData } from './signature'
import type { JudgeOptions, JudgeRequest, ManyOptions, RequestOptions, RunOptions, RunningOptions, SanitizeOptions, Submission } from './types'

/** What the sanitizer finds in a submission, without running it. */
export function sanitize(submission: Submission, options: SanitizeOptions = {}): Promise<Finding[]> {
  return translatedLater(async () => {
    const { strictness, program, allow, ...unknown } = options
    return native.sanitize(encode({ submission: handedIn(submission), strictness, program, allow, ...unknown }))
  })
}

/** The program that is made of a submission: its own file and the harness around it. Nothing is run, so nothing is forbidden. Without a signature: a whole program. */
export function wrap(submission: Submission, signature?: Signature | Problem | MetaData | string): Promise<Program> {
  return translatedLater(async () => {
    const wanted = signature instanceof Problem ? signature.signature : signature
    return native.wrap(encode(handedIn(submission)), wanted === undefined ? undefined : asSignature(wanted).native)
  })
}

/** The code a person begins with. */
export async function starterCode(signature: Signature | Problem | MetaData | string, language: string): Promise<string> {
  return (signature instanceof Problem ? signature : asSignature(signature)).starterCode(language)
}

/** What this host can enforce and judge, and the remedy for what is missing. Works where nothing can be judged, too. */
export function doctor(): Promise<DoctorReport> {
  return translatedLater(async () => native.doctor())
}

/** The languages of this build, with what this host has for each. */
export function languages(): Promise<LanguageInfo[]> {
  return translatedLater(async () => native.languages())
}

/** What {@link Engine.judgeMany} takes: a submission, a submission with its own problem, or a request as `dockexec batch` reads it. */
export type Item = Submission | readonly [submission: Submission, problem: Problem] | JudgeRequest | string

/** How a call begins: `hear` is only there when somebody listens. */
type Begin = (cancellation: native.Cancellation, hear: ((event: Event) => void) | undefined) => Promise<NativeJudgement>

/** An item's place in the order: what came of it, once something has. */
interface Judged {
  answer?: Judgement | DockExecError
  thrown?: { error: unknown }
}

/** Something to wait for, again and again. */
class News {
  #tell: () => void = () => {}

  next(): Promise<void> {
    return new Promise((resolve) => (this.#tell = resolve))
  }

  tell(): void {
    this.#tell()
  }
}

/** Judges submissions, a bounded number at a time, on threads of its own. Make one and keep it. */
export class Engine {
  readonly #native: native.NativeEngine
  #closing: Promise<void> | undefined

  /**
   * The strongest sandbox that this host offers, as many judgements at a time as there are cores. Making it takes some tens of milliseconds.
   *
   * Throws a `HostUnfitError` when no sandbox can be had; the hint names the remedy.
   */
  constructor(options: EngineOptions = {}) {
    this.#native = translated(() => new native.NativeEngine(encode(checked(options, 'options'))))
  }

  // ---- judging ------------------------------------------------------------------------------------------------------

  /** Judges `submission` by `problem`. What is wrong with the submission is in the judgement; what is wrong with the request, the host or DockExec is thrown. */
  judge(submission: Submission, problem: Problem, options: JudgeOptions = {}): Promise<Judgement> {
    return this.#follow(options, () => this.#judging(submission, problem, options))
  }

  /** Starts judging, for who wants its events or the power to cancel. */
  start(submission: Submission, problem: Problem, options: JudgeOptions = {}): Run {
    return this.#watch(options, () => this.#judging(submission, problem, options))
  }

  #judging(submission: Submission, problem: Problem, options: JudgeOptions): Begin {
    if (!(problem instanceof Problem)) throw badRequest('invalid-argument', `problem must be a Problem, not ${shown(problem)}`)
    const call = encode({ submission: handedIn(submission), options: told(options) })
    return (cancellation, hear) => this.#native.judge(problem.native, call, cancellation, hear)
  }

  /** Runs a program and tells what it did: nothing is compared, and output past its limit is cut instead of being a verdict. Its only case has all there is to know. */
  run(submission: Submission, options: RunOptions = {}): Promise<Judgement> {
    return this.#follow(options, () => this.#running(submission, options))
  }

  /** Starts a free run, for who wants its events or the power to cancel. */
  startRun(submission: Submission, options: RunOptions = {}): Run {
    return this.#watch(options, () => this.#running(submission, options))
  }

  #running(submission: Submission, options: RunOptions): Begin {
    const { stdin, ...rest } = options
    const call = encode({ submission: handedIn(submission), stdin, options: told(rest) })
    return (cancellation, hear) => this.#native.run(call, cancellation, hear)
  }

  /** Judges a request as `dockexec batch` reads it: an object, or its JSON text. */
  judgeRequest(request: JudgeRequest | string, options: RequestOptions = {}): Promise<Judgement> {
    return this.#follow(options, () => this.#requested(request))
  }

  /** Starts judging a request, for who wants its events or the power to cancel. */
  startRequest(request: JudgeRequest | string, options: RequestOptions = {}): Run {
    return this.#watch(options, () => this.#requested(request))
  }

  #requested(request: JudgeRequest | string): Begin {
    const text = typeof request === 'string' ? request : encode(request)
    return (cancellation, hear) => this.#native.judgeRequest(text, cancellation, hear)
  }

  /**
   * Judges many, as many at a time as there are slots, and gives the judgements in the order of the items.
   *
   * `items` may be endless: no more of them are taken than keep the slots busy, and those whose answers wait for a slower one before them. Leaving the loop
   * cancels what was begun.
   */
  judgeMany(
    items: Iterable<Item> | AsyncIterable<Item>,
    problem: Problem | undefined,
    options: ManyOptions & { returnErrors: true },
  ): AsyncGenerator<Judgement | DockExecError, void, undefined>
  judgeMany(
    items: Iterable<Item> | AsyncIterable<Item>,
    problem?: Problem,
    options?: ManyOptions,
  ): AsyncGenerator<Judgement, void, undefined>
  async *judgeMany(
    items: Iterable<Item> | AsyncIterable<Item>,
    problem?: Problem,
    options: ManyOptions = {},
  ): AsyncGenerator<Judgement | DockExecError, void, undefined> {
    const { returnErrors = false, signal, ...rest } = options
    const source = iterate(items)
    const leaving = new AbortController()
    if (signal?.aborted) throw cancelled(signal)
    const unfollow = follow(signal, () => leaving.abort(signal?.reason))
    // Judged or being judged, in the order of the items. What is done may have to wait for a slower one before it; the slots do not.
    const window: Judged[] = []
    const news = new News()
    let unfinished = 0
    let more = true
    try {
      for (;;) {
        while (more && unfinished < 2 * this.jobs && window.length < 32 * this.jobs) {
          const next = await source.next()
          if (next.done) {
            more = false
            break
          }
          const judged: Judged = {}
          window.push(judged)
          unfinished += 1
          this.#item(next.value, problem, { ...rest, signal: leaving.signal })
            .then((judgement) => (judged.answer = judgement))
            .catch((error) => Object.assign(judged, returnErrors && error instanceof DockExecError ? { answer: error } : { thrown: { error } }))
            .finally(() => ((unfinished -= 1), news.tell()))
        }
        const [first] = window
        if (!first) return
        if (first.thrown) throw first.thrown.error
        if (first.answer) yield (window.shift(), first.answer)
        else await news.next()
      }
    } finally {
      unfollow()
      leaving.abort()
      while (unfinished > 0) await news.next()
      if (more) await source.return?.()
    }
  }

  async #item(item: Item, problem: Problem | undefined, options: JudgeOptions): Promise<Judgement> {
    if (typeof item === 'string') return this.judgeRequest(item, options)
    if (typeof item !== 'object' || item === null) throw badRequest('invalid-argument', `an item must be a submission or a request, not ${shown(item)}`)
    if ('kind' in item) return this.judgeRequest(item, options)
    const [submission, by] = Array.isArray(item) ? item : [item, problem]
    if (by === undefined) throw badRequest('invalid-argument', 'judgeMany needs a problem for submissions that come without one')
    return this.judge(submission, by, options)
  }

  // ---- without running ----------------------------------------------------------------------------------------------

  /** What the sanitizer finds in a submission, without running it. */
  sanitize(submission: Submission, options: SanitizeOptions = {}): Promise<Finding[]> {
    return sanitize(submission, options)
  }

  /** The program that is made of a submission: its own file and the harness around it. Without a signature: a whole program. */
  wrap(submission: Submission, signature?: Signature | Problem | MetaData | string): Promise<Program> {
    return wrap(submission, signature)
  }

  /** The code a person begins with. */
  starterCode(signature: Signature | Problem | MetaData | string, language: string): Promise<string> {
    return starterCode(signature, language)
  }

  /** What this host can enforce and judge, and the remedy for what is missing. */
  doctor(): Promise<DoctorReport> {
    return doctor()
  }

  /** The languages of this build, with what this host has for each. */
  languages(): Promise<LanguageInfo[]> {
    return languages()
  }

  // ---- the engine itself --------------------------------------------------------------------------------------------

  /** How many are judged at a time. */
  get jobs(): number {
    return this.#native.jobs
  }

  /** Whether it was closed. */
  get closed(): boolean {
    return this.#closing !== undefined
  }

  /** Kills what is running, refuses what waits, and is done when nothing is left of it. Afterwards every call is rejected with an `EngineClosedError`. */
  close(): Promise<void> {
    this.#closing ??= translatedLater(async () => this.#native.close())
    return this.#closing
  }

  async #follow(options: RequestOptions, prepare: () => Begin): Promise<Judgement> {
    return this.#settle(options, new native.Cancellation(), prepare, heard(options))
  }

  #watch(options: RequestOptions, prepare: () => Begin): Run {
    const cancellation = new native.Cancellation()
    const begin = async (hear: (event: Event) => void) => {
      const also = heard(options)
      return this.#settle(options, cancellation, prepare, (event) => (hear(event), also?.(event)))
    }
    return new Run(begin, () => cancellation.cancel())
  }

  /** From an argument to a judgement: whatever goes wrong is an error of ours, and the signal is left as it was. */
  async #settle(
    options: RequestOptions,
    cancellation: native.Cancellation,
    prepare: () => Begin,
    hear: ((event: Event) => void) | undefined,
  ): Promise<Judgement> {
    const { signal } = options
    if (signal !== undefined && !(signal instanceof AbortSignal)) throw badRequest('invalid-argument', `signal must be an AbortSignal, not ${shown(signal)}`)
    const begin = prepare()
    if (signal?.aborted) throw cancelled(signal)
    const unfollow = follow(signal, () => cancellation.cancel())
    try {
      return new Judgement(await begin(cancellation, hear))
    } catch (error) {
      throw translate(error, signal)
    } finally {
      unfollow()
    }
  }
}

/** `using` and `await using`, where this Node has them. */
if (Symbol.asyncDispose) {
  Object.defineProperty(Engine.prototype, Symbol.asyncDispose, { value: Engine.prototype.close, configurable: true, writable: true })
}

export interface Engine {
  /** Closes the engine at the end of an `await using`, where this Node has it. */
  [Symbol.asyncDispose](): Promise<void>
}

function heard(options: RequestOptions): ((event: Event) => void) | undefined {
  const { onEvent } = options
  if (onEvent !== undefined && typeof onEvent !== 'function') throw badRequest('invalid-argument', `onEvent must be a function, not ${shown(onEvent)}`)
  return onEvent
}

/** A submission in the wire's spelling. */
function handedIn(submission: Submission): Record<string, unknown> {
  return snake(submission, 'a submission')
}

/** Options in the wire's spelling. */
function told(options: RunningOptions): Record<string, unknown> {
  const { signal: _signal, onEvent: _onEvent, ...rest } = options
  return { ...snake(rest, 'options'), limits: limits(options.limits) }
}

function iterate<T>(items: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> {
  const given = items as Partial<Iterable<T> & AsyncIterable<T>> | undefined
  const iterator = given?.[Symbol.asyncIterator]?.() ?? given?.[Symbol.iterator]?.()
  if (!iterator) throw badRequest('invalid-argument', `items must be iterable, not ${shown(items)}`)
  return iterator
}
