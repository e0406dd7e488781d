/** Runs: judgements in the making, with their events. */
import type { Event } from '../native'
import type { Judgement } from './judgement'

/**
 * A judgement in the making. Iterate over it for its events, as they happen; await its `judgement`. Leaving the loop early does not stop it: `cancel()` or the
 * signal does.
 */
export class Run implements AsyncIterable<Event> {
  /** The judgement; rejected with a `DockExecError`. */
  readonly judgement: Promise<Judgement>
  /** Kills the run. */
  readonly cancel: () => void

  readonly #heard: Event[] = []
  #over = false
  #wake: () => void = () => {}

  /** @internal Engines start runs. */
  constructor(begin: (hear: (event: Event) => void) => Promise<Judgement>, cancel: () => void) {
    this.cancel = cancel
    this.judgement = begin((event) => this.#hear(event))
    // Whoever iterates gets the error there; a second complaint about this promise would end the process.
    this.judgement.catch(() => this.#end())
  }

  /** The events from the beginning, each iteration anew. Throws what the judgement is rejected with. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    for (let next = 0; ; ) {
      while (next < this.#heard.length) yield this.#heard[next++]!
      if (this.#over) break
      await new Promise<void>((resolve) => {
        const others = this.#wake
        this.#wake = () => (others(), resolve())
      })
    }
    await this.judgement
  }

  #hear(event: Event): void {
    this.#heard.push(event)
    if (event.kind === 'finished') this.#end()
    else this.#ring()
  }

  #end(): void {
    this.#over = true
    this.#ring()
  }

  #ring(): void {
    const wake = this.#wake
    this.#wake = () => {}
    wake()
  }
}
