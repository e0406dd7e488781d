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

