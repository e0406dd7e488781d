/**
 * DockExec for Node: judge and run code in a real sandbox.
 *
 * ```js
 * import { Engine } from 'dockexec'
 * const engine = new Engine()
 * const judgement = await engine.run({ language: 'python', source: 'print(6 * 7)' })
 * console.log(judgement.verdict, judgement.cases[0].stdout) // AC 42
 * ```
 */
export { Engine, doctor, languages, sanitize, starterCode, wrap, type Item } from './engine'
export {
  BadRequestError,
  CancelledError,
  DockExecError,
  EngineClosedError,
  HostUnfitError,
  InternalError,
  InvalidProblemError,
  ProblemFaultError,
  QueueFullError,
  UnsupportedError,
} from './errors'
export { Judgement } from './judgement'
export { Problem } from './problem'
export { Run } from './run'
export { Signature, type MetaData } from './signature'
export { phrase } from './words'
export type * from './types'
export type {
  CaseResult,
  Compare,
  Diagnostic,
  DoctorReport,
  EngineOptions,
  ErrorKind,
  Event,
  EventKind,
  Fault,
  Finding,
  HostRow,
  Isolation,
  Json,
  LanguageInfo,
  Limits,
  ProblemCase,
  ProblemInfo,
  ProblemSolution,
  Program,
  ProgramFile,
  Reveal,
  Sandbox,
  Stage,
  Strictness,
  Tier,
  ToolchainError,
  Verdict,
} from '../native'
