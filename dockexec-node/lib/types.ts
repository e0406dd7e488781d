/** What calls are given. `__test__/types.test.mjs` compares these with the schema of `dockexec batch`. */
import type { Compare, Event, Isolation, Json, Limits, Reveal, Strictness } from '../native'
import type { MetaData } from './signature'

/** What somebody handed in. */
export interface Submission {
  /** Id or alias of a language, such as `python`. */
  language: string
  /** The source. */
  source: string
  /** More files for the work directory: name → text. */
  files?: { readonly [name: string]: string }
  /** Arguments of the program. */
  args?: readonly string[]
  /** Arguments of the interpreter or virtual machine, each on the language's allow-list. */
  interpreterArgs?: readonly string[]
  /** Arguments of the compiler, each on the language's allow-list. */
  compileArgs?: readonly string[]
  /** Given back with the judgement. */
  id?: string | number
}

/** What every call that judges or runs can be told. */
export interface RunningOptions {
  /** What may be used, over what the problem says. */
  limits?: Limits
  /** How much the sanitizer forbids. Default: what the problem says; of a free run `lenient`. */
  sanitize?: Strictness
  /** Ids of sanitizer rules, or names such as `os.environ`, that are allowed on top. */
  allow?: readonly string[]
  /** An abort kills the run, whether it waits, compiles or runs; the promise is then rejected with a `CancelledError`. */
  signal?: AbortSignal
  /** Called with each event. */
  onEvent?: (event: Event) => void
}

/** What can be said besides what a problem says. */
export interface JudgeOptions extends RunningOptions {
  /** What is shown of hidden cases. Default: what the problem says. */
  reveal?: Reveal
  /** Judge no further than the first case that fails. */
  stopAtFirst?: boolean
  /** Whether cases share a process. Default: what the problem says. */
  isolation?: Isolation
}

/** What a free run can be told. */
export interface RunOptions extends RunningOptions {
  /** The program's standard input. Default: empty. */
  stdin?: string
}

/** What judging a request can be told: the rest is in the request. */
export type RequestOptions = Pick<RunningOptions, 'signal' | 'onEvent'>

/** What judging many can be told. */
export interface ManyOptions extends Omit<JudgeOptions, 'onEvent'> {
  /** Give errors in the place of judgements instead of throwing the first one. */
  returnErrors?: boolean
}

/** What sanitizing can be told. */
export interface SanitizeOptions {
  /** How much is forbidden. Default: `strict`, for a program `lenient`. */
  strictness?: Strictness
  /** The source is a whole program, not a function or class to be called. */
  program?: boolean
  /** Ids of sanitizer rules, or names such as `os.environ`, that are allowed on top. */
  allow?: readonly string[]
}

/** A tolerance: a number is right when it is within either of the two. */
export interface Tolerance {
  /** Largest absolute difference. Default 1e-5. */
  abs?: number
  /** Largest difference relative to the expected number. Default 1e-6. */
  rel?: number
}

/** A checker program. It is run in the sandbox as `checker input output answer` and exits with 0 (right), 1 (wrong) or 2 (presentation error). */
export interface Checker {
  /** Its language. */
  language: string
  /** Its source. */
  source: string
}

/** A case of a function. */
export interface FunctionCase {
  /** The arguments, one for each parameter; of a class the two lists: names of the calls and their arguments. */
  args: readonly Json[]
  /** What it should answer. Left out: any answer is right. `null` is a value: an empty list or tree, the answer of a `void` function. */
  expected?: Json
  /** What the case is called in the answer. */
  name?: string
  /** Whether it is hidden from the submission's author. Default: whether `reveal` is given. */
  hidden?: boolean
}

/** A test of a program. */
export interface ProgramTest {
  /** Its standard input. */
  stdin?: string
  /** What it should print; left out or `null`: it is judged by how it ends. */
  expected?: string | null
  /** What the test is called in the answer. */
  name?: string
  /** Whether it is hidden from the submission's author. Default: whether `reveal` is given. */
  hidden?: boolean
}

interface ProblemOptions {
  /** How answers are compared. Default: exact (doubles within 1e-5). */
  compare?: Compare
  /** The tolerance of `compare: 'float'`. */
  float?: Tolerance
  /** The program of `compare: 'custom'`. */
  checker?: Checker
  /** What a submission may use. */
  limits?: Limits
  /** How much is forbidden. Default: `strict` for functions, `lenient` for programs. */
  sanitize?: Strictness
  /** Ids of sanitizer rules, or names such as `os.environ`, that are allowed on top. */
  allow?: readonly string[]
  /** What judgements show of hidden cases. Where it is given, cases are hidden unless they say `hidden: false`. */
  reveal?: Reveal
  /** Judge no further than the first case that fails. */
  stopAtFirst?: boolean
}

/** A problem in memory that asks for a function or class. */
export interface FunctionProblem extends ProblemOptions {
  /** The function or class to be written: a `Signature`, or LeetCode's metaData. */
  signature: { toJSON(): unknown } | MetaData | string
  /** The cases, in the order in which they are judged. */
  cases: readonly FunctionCase[]
  /** One process for all cases (default), or one for each. */
  isolation?: Isolation
}

/** A problem in memory that asks for a whole program. */
export interface ProgramProblem extends ProblemOptions {
  /** The tests, in the order in which they are judged. */
  tests: readonly ProgramTest[]
}

interface Limited {
  /** CPU time of each case in milliseconds. */
  cpu_ms?: number
  /** Elapsed time of each case in milliseconds. */
  wall_ms?: number
  /** CPU time of the whole process in milliseconds. */
  total_cpu_ms?: number
  /** Memory in MiB. */
  memory_mib?: number
  /** Processes and threads at a time. */
  processes?: number
  /** Output in KiB. */
  output_kib?: number
}

interface Requested {
  v?: 1
  id?: string | number | null
  language: string
  source: string
  files?: { readonly [name: string]: string }
  args?: readonly string[]
  interpreter_args?: readonly string[]
  compile_args?: readonly string[]
  limits?: Limited
  sanitize?: Strictness
  allow?: readonly string[]
}

interface Compared {
  compare?: Compare
  float?: Tolerance
  checker?: Checker
  reveal?: Reveal
  stop_at_first?: boolean
}

/** A line of `dockexec batch` that judges a function or class. */
export interface FunctionRequest extends Requested, Compared {
  kind: 'function'
  signature: { toJSON(): unknown } | MetaData | string
  cases: readonly FunctionCase[]
  isolation?: Isolation
}

/** A line of `dockexec batch` that judges a program. */
export interface StdioRequest extends Requested, Compared {
  kind: 'stdio'
  stdin?: string
  expected?: string | null
  tests?: readonly ProgramTest[]
}

/** A line of `dockexec batch` that runs a program freely. */
export interface RunRequest extends Requested {
  kind: 'run'
  stdin?: string
}

/** A line of `dockexec batch`, as the command line reads it: `dockexec schema request` describes it. */
export type JudgeRequest = FunctionRequest | StdioRequest | RunRequest
