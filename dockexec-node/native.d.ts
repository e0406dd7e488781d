/* Generated from the sources in src/ and lib/native-header.d.ts: change those, then run `npm run build`. */

/**
 * The category of a result: accepted, wrong answer, presentation error, time limit, wall time limit, memory limit, output limit, run-time error, compile
 * error, compiler over its limits, forbidden operation.
 */
export type Verdict = 'AC' | 'WA' | 'PE' | 'TLE' | 'WTL' | 'MLE' | 'OLE' | 'RTE' | 'CE' | 'CTL' | 'SV'
/** Where in the pipeline something was decided or failed. */
export type Stage = 'request' | 'sanitize' | 'wrap' | 'compile' | 'execute' | 'judge'
/** What can happen on the way to a judgement, in this order; `running` once for each case. */
export type ProgressStage = 'queued' | 'sanitizing' | 'compiling' | 'running' | 'finished'
/** How much of the sandbox there is: everything as root, everything without root, user namespaces without a cgroup. */
export type Tier = 'full' | 'delegated' | 'user' | 'bare'
/** Whose fault an error is. */
export type ErrorKind = 'bad_request' | 'unsupported' | 'host_unfit' | 'cancelled' | 'problem_fault' | 'internal'
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
  /** Makes the engine on the calling thread. */
  constructor(options: EngineOptions)
  /** How many are judged at a time. */
  get jobs(): number
  /** Judges one record. */
  judge(record: string, cancellation: Cancellation, observer?: ((progress: Progress) => void) | undefined | null): Promise<NativeJudgement>
}

/** The judgement as `lib/judgement.ts` receives it. */
export declare class NativeJudgement {
  /** Its fields. */
  get fields(): JudgementFields
  /** The JSON text that the command `dockexec judge --json` prints. */
  get json(): string
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

/** Settings of an engine. */
export interface EngineOptions {
  /** How many submissions are judged at a time. Default: one for each core; more would let runs slow each other down. */
  jobs?: number
  /** Where artifacts and prepared toolchains are kept. Default: `$DOCKEXEC_CACHE_DIR`, else `$XDG_CACHE_HOME/dockexec`, else `~/.cache/dockexec`. */
  cacheDirectory?: string
  /** Keep each run on a processor of its own, for steadier times. */
  pinCores?: boolean
  /** Start a fresh compiler for every compilation, even where one could be kept warm (Java). */
  coldCompilers?: boolean
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

/** The fields of a judgement. */
export interface JudgementFields {
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

/** Something that happened on the way to a judgement. */
export interface Progress {
  /** What happened. */
  stage: ProgressStage
  /** Which case is running, from 0 (`running` only). */
  index?: number
  /** How many cases there are (`running` only). */
  total?: number
}
