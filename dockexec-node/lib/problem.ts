/** Problems: a folder's, or one that is made in memory. */
import { NativeProblem, type Fault, type Limits, type ProblemCase, type ProblemInfo, type ProblemSolution } from '../native'
import { encode, limits, shown, snake } from './encode'
import { badRequest, translated, translatedLater } from './errors'
import { Signature } from './signature'
import type { FunctionProblem, ProgramProblem } from './types'

/** What submissions are judged by: a task, test cases, limits, and how answers are compared. Make one and keep it: it is read once. */
export interface Problem extends Readonly<ProblemInfo> {}

/** What submissions are judged by: a task, test cases, limits, and how answers are compared. Make one and keep it: it is read once. */
export class Problem {
  /** @internal */
  readonly native: NativeProblem

  /** A problem in memory, read on the calling thread; with megabytes of cases, {@link Problem.create} does not hold up the event loop. */
  constructor(problem: FunctionProblem | ProgramProblem | NativeProblem) {
    this.native =
      problem instanceof NativeProblem ? problem : translated(() => NativeProblem.ofRequestSync(request(problem)))
    Object.defineProperty(this, 'native', { enumerable: false })
    Object.assign(this, this.native.info)
  }

  /** A problem in memory, read on another thread. */
  static create(problem: FunctionProblem | ProgramProblem): Promise<Problem> {
    return translatedLater(async () => new Problem(await NativeProblem.ofRequest(request(problem))))
  }

  /** Loads the problem in a folder, strictly. What is wrong with it is all in the `faults` of the `InvalidProblemError`. */
  static load(path: string | URL): Promise<Problem> {
    return translatedLater(async () => new Problem(await NativeProblem.load(file(path))))
  }

  /** Makes the folder of a new problem; gives back its files. */
  static scaffold(path: string | URL, kind: 'function' | 'class' | 'stdio' = 'function'): Promise<string[]> {
    return translatedLater(async () => NativeProblem.scaffold(file(path), kind))
  }

  /** Makes the folder of a problem from LeetCode's question data; gives back its files. */
  static importLeetcode(path: string | URL, question: string | object): Promise<string[]> {
    const text = typeof question === 'string' ? question : encode(question)
    return translatedLater(async () => NativeProblem.importLeetcode(file(path), text))
  }

  /** The function or class it asks for; `undefined`: a whole program. */
  get signature(): Signature | undefined {
    const native = this.native.signature
    return native ? new Signature(native) : undefined
  }

  /** How many cases it has, hidden ones too. */
  get caseCount(): number {
    return this.native.count
  }

  /** All test cases, the samples first, hidden ones too; made as they are asked for, since there may be many and large. */
  *cases(): Generator<ProblemCase, void, undefined> {
    for (let index = 0; index < this.caseCount; index += 1) yield this.native.case(index)!
  }

  /** The cases that people may see. */
  get samples(): ProblemCase[] {
    return [...this.cases()].filter((one) => !one.hidden)
  }

  /** The solutions that came with it. */
  get solutions(): ProblemSolution[] {
    return this.native.solutions
  }

  /** The limits for submissions in a language. */
  limitsFor(language: string): Limits {
    return translated(() => this.native.limitsFor(language))
  }

  /** What its author should add or mend although it can be used. */
  check(): Promise<Fault[]> {
    return translatedLater(async () => this.native.check())
  }

  /** The code a person begins with. Only functions and classes have one. */
  async starterCode(language: string): Promise<string> {
    const { signature } = this
    if (signature) return signature.starterCode(language)
    throw badRequest('no-starter', 'the problem asks for a whole program, which has no starter code')
  }
}

/** The problem as a request that only lacks its submission. */
function request(problem: FunctionProblem | ProgramProblem): string {
  const fields = snake(problem, 'a problem')
  const kind = 'signature' in fields ? 'function' : 'stdio'
  const compare = fields.compare ?? (fields.checker ? 'custom' : undefined)
  return encode({ ...fields, compare, limits: limits(problem.limits), kind, language: '', source: '' })
}

function file(path: string | URL): string {
  if (typeof path === 'string') return path
  if (path instanceof URL && path.protocol === 'file:') return decodeURIComponent(path.pathname)
  throw badRequest('invalid-argument', `a path is a string or a file: URL, not ${shown(path)}`)
}
