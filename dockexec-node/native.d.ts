/* Generated from the sources in src/ and lib/native-header.d.ts: change those, then run `npm run build`. */

/**
 * The category of a result: accepted, wrong answer, presentation error, time limit, wall time limit, memory limit, output limit, run-time error, compile
 * error, compiler over its limits, forbidden operation.
 */
export type Verdict = 'AC' | 'WA' | 'PE' | 'TLE' | 'WTL' | 'MLE' | 'OLE' | 'RTE' | 'CE' | 'CTL' | 'SV'
/** Where in the pipeline something was decided or failed. */
export type Stage = 'request' | 'sanitize' | 'wrap' | 'compile' | 'execute' | 'judge'
/** What can happen on the way to a judgement, in this order; `running_case` once for each case. */
export type EventKind = 'queued' | 'sanitizing' | 'compiling' | 'running_case' | 'finished'
/** How much of the sandbox there is: everything as root, everything without root, user namespaces without a cgroup. */
export type Tier = 'full' | 'delegated' | 'user' | 'bare'
/** Whose fault an error is. */
export type ErrorKind = 'bad_request' | 'unsupported' | 'host_unfit' | 'cancelled' | 'problem_fault' | 'internal'
/** How much the sanitizer forbids. */
export type Strictness = 'strict' | 'lenient' | 'off'
/** What a judgement shows of hidden cases. */
export type Reveal = 'none' | 'first_failing' | 'all'
/** Whether the cases of a function share a process. */
export type Isolation = 'shared' | 'per-case'
/** How answers are compared. */
export type Compare =
  | 'exact'
  | 'tokens'
  | 'lines'
  | 'float'
  | 'any_order'
  | 'any_order_deep'
  | 'one_of'
  | 'termination'
  | 'custom'
/** What an argument or an answer can be. Integers beyond 2^53 are `bigint`. */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json }


/**
 * Which binding artifact the generated loader actually loaded: `'native'` for
 * a native addon, otherwise the `platformArchABI` of the WASI flavor. Every
 * flavor napi-rs can build is listed, because `NAPI_RS_NATIVE_LIBRARY_PATH`
 * can point the loader at a WASI artifact this package does not build itself.
 */
export declare const __napiBindingTarget: 'native' | 'wasm32-wasi' | 'wasm32-wasip1'

/** Stops the run that it was handed along with. */
export declare class Cancellation {
  /** For one run. */
  constructor()
  /** Kills the run, whether it waits, compiles or runs. Its promise is then rejected. */
  cancel(): void
}

/** The engine as `lib/index.ts` uses it. */
export declare class NativeEngine {
  /** Makes the engine on the calling thread, which takes some tens of milliseconds. `options` is the text of `EngineOptions`. */
  constructor(options: string)
  /** How many are judged at a time. */
  get jobs(): number
  /** Judges a submission by a problem. */
  judge(problem: NativeProblem, call: string, cancellation: Cancellation, observer?: ((event: Event) => void) | undefined | null): Promise<NativeJudgement>
  /** Runs a program freely. */
  run(call: string, cancellation: Cancellation, observer?: ((event: Event) => void) | undefined | null): Promise<NativeJudgement>
  /** Judges a request in the wire's shape. */
  judgeRequest(request: string, cancellation: Cancellation, observer?: ((event: Event) => void) | undefined | null): Promise<NativeJudgement>
  /** Kills what runs, refuses what waits and whatever comes, and waits for the end of it. */
  close(): Promise<void>
}

/** The judgement as `lib/judgement.ts` receives it. */
export declare class NativeJudgement {
  /** Its fields. */
  get fields(): JudgementFields
  /** The JSON text that the command `dockexec judge --json` prints. */
  get json(): string
}

/** What submissions are judged by, as `lib/problem.ts` uses it. */
export declare class NativeProblem {
  /** Loads the problem in a folder. */
  static load(path: string): Promise<NativeProblem>
  /** Makes one of a request in the wire's shape, whose source does not matter. */
  static ofRequest(request: string): Promise<NativeProblem>
  /** The same on the calling thread. */
  static ofRequestSync(request: string): NativeProblem
  /** Makes the folder of a new problem; gives back its files. */
  static scaffold(path: string, kind: string): Promise<string[]>
  /** Makes the folder of a problem from LeetCode's question data; gives back its files. */
  static importLeetcode(path: string, question: string): Promise<string[]>
  /** What its author should add or mend although it can be used. */
  check(): Promise<Fault[]>
  /** What it says of itself. */
  get info(): ProblemInfo
  /** The limits for submissions in a language. */
  limitsFor(language: string): Limits
  /** The function or class it asks for; `null`: a whole program. */
  get signature(): NativeSignature | null
  /** How many cases it has. */
  get count(): number
  /** Case `index`, from 0. */
  case(index: number): ProblemCase | null
  /** The solutions that came with it. */
  get solutions(): Array<ProblemSolution>
}

/** A function or class to be written, as `lib/signature.ts` uses it. */
export declare class NativeSignature {
  /** Reads LeetCode's metaData. */
  constructor(metadata: string)
  /** The function's or class's name. */
  get name(): string
  /** LeetCode's metaData, in canonical form, as JSON text. */
  get metadata(): string
  /** The arguments of a case (the text of a JSON array) in canonical form. */
  canonicalArgs(args: string): Json[]
  /** The expected answer to `args` in canonical form. */
  canonicalExpected(args: string, expected: string): Json
  /** The code a person begins with. */
  starterCode(language: string): Promise<string>
}

/** What came of one case. Of a case that is withheld only `index`, `name`, `verdict` and `hidden` are there. */
export interface CaseResult {
  /** Which case, from 0. */
  index: number
  /** Its name, where it has one. */
  name?: string
  /** Its verdict. */
  verdict: Verdict
  /** Whether it is a hidden case, revealed or not. */
  hidden: boolean
  /** CPU time in milliseconds. */
  cpuMs?: number
  /** Elapsed time in milliseconds. */
  wallMs?: number
  /** Peak memory of the process so far, in bytes. */
  memoryBytes?: number
  /**
   * The answer: of a function its value (integers beyond 2^53 as `bigint`), or the beginning of its JSON text where that is longer than 64 KiB; of a program
   * its standard output (the first 64 KiB).
   */
  output?: Json
  /** The expected answer; absent where the case is judged by termination. */
  expected?: Json
  /** What the program printed (the first 64 KiB). */
  stdout?: string
  /** What it wrote to standard error (the first 64 KiB), without the harness's frames. */
  stderr?: string
  /** Why the verdict is what it is. */
  message?: string
  /** The status it exited with, where it ended by itself. */
  exitCode?: number
  /** The signal that ended it, if one did. */
  signal?: number
  /** Whether its output was cut at the limit (`run` only). */
  truncated?: boolean
}

/** One message of a compiler, or of a language's parser. */
export interface Diagnostic {
  /** How bad it is; a `note` belongs to the one before it. */
  severity: 'error' | 'warning' | 'note'
  /** What the compiler said, without the location. */
  message: string
  /** The file, such as `solution.c`; absent when the message is about none. */
  file?: string
  /** Line in the source as it was handed in, from 1. */
  line?: number
  /** Column in characters, from 1. */
  column?: number
}

/** What this host can enforce and judge. */
export declare function doctor(): Promise<DoctorReport>

/** What this host can enforce and judge. */
export interface DoctorReport {
  /** The sandbox. */
  sandbox: Sandbox
  /** The languages. */
  languages: Array<LanguageInfo>
}

/** Settings of an engine. */
export interface EngineOptions {
  /** How many submissions are judged at a time. Default: one for each core; more would let runs slow each other down. */
  jobs?: number
  /** How many may wait for a slot before more are refused with a `QueueFullError`. Default: 10,000. */
  maxWaiting?: number
  /** Where artifacts and prepared toolchains are kept. Default: `$DOCKEXEC_CACHE_DIR`, else `$XDG_CACHE_HOME/dockexec`, else `~/.cache/dockexec`. */
  cacheDirectory?: string
  /** Keep each run on a processor of its own, for steadier times. */
  pinCores?: boolean
  /** Start a fresh compiler for every compilation, even where one could be kept warm (Java). */
  coldCompilers?: boolean
}

/** Something that happened on the way to a judgement. */
export interface Event {
  /** What happened. */
  kind: EventKind
  /** Which case is running, from 0 (`running_case` only). */
  index?: number
  /** How many cases there are (`running_case` only). */
  total?: number
}

/** One thing that is wrong with a problem's folder, or that its author should add. */
export interface Fault {
  /** The file, relative to the problem's folder. */
  file: string
  /** Line, from 1. */
  line?: number
  /** Column in characters, from 1. */
  column?: number
  /** What is wrong. */
  message: string
  /** What to do. */
  hint?: string
}

/** A forbidden operation, with its place in the source as it was handed in. */
export interface Finding {
  /** Stable id of the rule, such as `python/process`. */
  rule: string
  /** What is wrong, naming what was found. */
  message: string
  /** What to do instead. */
  help?: string
  /** Line, from 1. */
  line: number
  /** Column in characters, from 1. */
  column: number
  /** Offset of the first byte. */
  start: number
  /** Offset behind the last byte. */
  end: number
}

/** One mechanism and whether it is there. */
export interface HostRow {
  /** What it is called. */
  name: string
  /** Whether runs can use it. */
  available: boolean
  /** What was found, or why it is missing. */
  detail: string
  /** What to do where it is missing. */
  remedy?: string
}

/** The fields of a judgement. */
export interface JudgementFields {
  /** The submission's or request's `id`; absent where it has none. */
  id?: string | number
  /** The verdict over all: that of the first case that is not `AC`. */
  verdict: Verdict
  /** The stage that decided the verdict. */
  stage: Stage
  /** CPU time in milliseconds, summed over the cases. */
  cpuMs: number
  /** The CPU time of the slowest case in milliseconds. */
  maxCaseCpuMs: number
  /** CPU time from start until the harness was ready, in milliseconds (functions only). */
  startupCpuMs: number
  /** Elapsed time in milliseconds, summed over the cases. */
  wallMs: number
  /** Instructions executed in user mode, start-up included; absent where they are not counted, nothing ran, or hidden cases are withheld. */
  instructions?: number
  /** Highest peak memory in bytes; absent where it could not be measured or nothing ran. */
  memoryBytes?: number
  /** Where the memory figure comes from, such as `cgroup-peak`. */
  memorySource?: string
  /** The sandbox's tier; absent when nothing ran. */
  tier?: Tier
  /** The toolchain used, such as `python 3.11.7`. */
  toolchain?: string
  /** A sentence for people, where the verdict needs one beyond its cases. */
  message?: string
  /** Cases judged `AC`. */
  passed: number
  /** Cases that ran. */
  ran: number
  /** Cases there are. */
  total: number
  /** Whether times and memory are rounded up (to 10 ms and 1 MiB) because hidden cases are among them. */
  rounded: boolean
  /** One result for each case that ran, in order. */
  cases: Array<CaseResult>
  /** What the sanitizer found; not empty when the verdict is `SV`. */
  findings: Array<Finding>
  /** What the compiler said. */
  diagnostics: Array<Diagnostic>
}

/** A language and whether this host can judge it. */
export interface LanguageInfo {
  /** Its id. */
  id: string
  /** What people call it. */
  name: string
  /** Other ids it answers to. */
  aliases: Array<string>
  /** Extensions of its source files, without the dot. */
  extensions: Array<string>
  /** Whether its toolchain was found. */
  available: boolean
  /** The toolchain's version; absent where there is none. */
  version?: string
  /** Why it is not available. */
  error?: ToolchainError
}

/** The languages of this build, with what this host has for each. */
export declare function languages(): Promise<LanguageInfo[]>

/** What a submission may use. Each limit left out has its default. */
export interface Limits {
  /** CPU time of each case in milliseconds. Default 3000. */
  cpuMs?: number
  /** Elapsed time of each case in milliseconds. Default: twice `cpuMs` plus 1000. */
  wallMs?: number
  /** CPU time of the whole process, start-up included, in milliseconds. Default: ten times `cpuMs`. */
  totalCpuMs?: number
  /** Memory in MiB: the user's share, to which the language's run-time overhead is added. Default 256. */
  memoryMib?: number
  /** Processes and threads at a time, to which the language's own are added. Default 32. */
  processes?: number
  /** Standard output of a case in KiB, and the same for standard error. Default 16384. */
  outputKib?: number
}

/** A case of a problem. */
export interface ProblemCase {
  /** Its name, where it has one. */
  name?: string
  /** Whether it is hidden from the author of a submission: not a sample. */
  hidden: boolean
  /** The arguments of a function. */
  args?: Json[]
  /** The standard input of a program; a `Buffer` where it is no UTF-8. */
  stdin?: string | Buffer
  /** What is expected: a value of a function, the output of a program (a `Buffer` where it is no UTF-8); absent where nothing is. */
  expected?: Json | Buffer
}

/** What a problem says of itself. */
export interface ProblemInfo {
  /** The name of its folder; absent for one in memory. */
  slug?: string
  /** What it is called; absent for one in memory. */
  title?: string
  /** How hard it is, where its author says so. */
  difficulty?: 'easy' | 'medium' | 'hard'
  /** What it is about. */
  tags: Array<string>
  /** The statement, in Markdown; empty for one in memory. */
  statement: string
  /** How answers are compared. */
  compare: Compare
  /** Whether cases share a process. */
  isolation: Isolation
  /** What judgements show of hidden cases. */
  reveal: Reveal
  /** The limits for languages that have none of their own. */
  limits: Limits
}

/** A solution that came with a problem. */
export interface ProblemSolution {
  /** The id of its language. */
  language: string
  /** Its file, relative to the problem's folder. */
  path: string
  /** Its source. */
  source: string
  /** The verdict it must get. */
  expects: Verdict
}

/** The program that is made of a submission: its own file and the harness around it. */
export interface Program {
  /** The language's id. */
  language: string
  /** Its files. */
  files: Array<ProgramFile>
}

/** A file of a wrapped program. */
export interface ProgramFile {
  /** Its path in the work directory. */
  path: string
  /** Whether it holds the submission's own source. */
  user: boolean
  /** Its text. */
  text: string
}

/** The sandbox's mechanisms, and the tier they add up to. */
export interface Sandbox {
  /** The best tier possible; absent where there is none. */
  tier?: Tier
  /** Why no program could really be run just now. */
  error?: ToolchainError
  /** Mechanism by mechanism. */
  rows: Array<HostRow>
}

/** What the sanitizer finds in a submission. */
export declare function sanitize(call: string): Promise<Finding[]>

/** Why something is not available here: the fields of a `DockExecError`, which was not thrown. */
export interface ToolchainError {
  /** Stable, kebab-case name of what is wrong. */
  code: string
  /** Whose fault it is. */
  kind: ErrorKind
  /** The stage in which it happened. */
  stage: Stage
  /** What failed, with which value. */
  message: string
  /** What to do about it, where that is known. */
  hint?: string
  /** Whether trying again may help. */
  retryable: boolean
}

/** The program that is made of a submission. Nothing is run, so nothing is forbidden. */
export declare function wrap(submission: string, signature?: NativeSignature | undefined | null): Promise<Program>
