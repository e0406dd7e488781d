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

