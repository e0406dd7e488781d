/** A judgement: its fields, and the JSON that the command line prints. */
import type { CaseResult, JudgementFields, NativeJudgement } from '../native'

/** The judgement of one submission, as far as its reader may see it. What has no value is absent. */
export interface Judgement extends JudgementFields {}

/** The judgement of one submission, as far as its reader may see it. */
export class Judgement {
  readonly #native: NativeJudgement

  /** @internal Engines make judgements. */
  constructor(native: NativeJudgement) {
    Object.assign(this, native.fields)
    this.#native = native
  }

  /** Whether every answer was right. */
  get accepted(): boolean {
    return this.verdict === 'AC'
  }

  /** The first case that is not accepted. */
  get firstFailing(): CaseResult | undefined {
    return this.cases.find((result) => result.verdict !== 'AC')
  }

  /**
   * The record that `dockexec judge --json` prints, so also what `JSON.stringify` makes of a judgement. Numbers are JavaScript's: of integers beyond 2^53 only
   * {@link toJSONText} has every digit.
   */
  toJSON(): { [key: string]: unknown } {
    return JSON.parse(this.#native.json)
  }

  /** The same as text, to the last digit. */
  toJSONText(): string {
    return this.#native.json
  }
}
