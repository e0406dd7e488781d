/** DockExec for Node. */
import { Cancellation, NativeEngine, type EngineOptions } from '../native'
import { encode } from './encode'
import { cancelled, translate } from './errors'
import { Judgement } from './judgement'

export * from './errors'
export { Judgement } from './judgement'

/** Judges submissions, a bounded number at a time, on threads of its own. */
export class Engine {
  readonly #native: NativeEngine

  /** The strongest sandbox that this host offers, as many judgements at a time as there are cores. */
  constructor(options: EngineOptions = {}) {
    try {
      this.#native = new NativeEngine(options)
    } catch (error) {
      throw translate(error)
    }
  }

  /** Judges one record of `dockexec batch`. An abort kills the run. */
  async judgeRecord(record: object | string, options: { signal?: AbortSignal } = {}): Promise<Judgement> {
    const { signal } = options
    if (signal?.aborted) throw cancelled(signal)
    const cancellation = new Cancellation()
    const abort = () => cancellation.cancel()
    const text = typeof record === 'string' ? record : encode(record)
    signal?.addEventListener('abort', abort, { once: true })
    try {
      return new Judgement(await this.#native.judge(text, cancellation, undefined))
    } catch (error) {
      throw translate(error, signal)
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }
}
