/**
 * What the system did wrong or was asked wrongly, as classes by whose fault it is. What a submission did wrong is never here: that is a verdict.
 */
import type { ErrorKind, Stage } from '../native'

/** One thing that is wrong with a problem's folder. */
export interface Fault {
  /** The file, relative to the problem's folder. */
  file: string
  /** Line, from 1. */
  line: number | null
  /** Column in characters, from 1. */
  column: number | null
  /** What is wrong. */
  message: string
  /** What to do. */
  hint: string | null
}

/** What is known of an error. */
export interface ErrorFields {
  code: string
  kind: ErrorKind
  stage: Stage
  message: string
  hint?: string
  retryable: boolean
  faults?: Fault[]
}

/** Every error that DockExec throws or rejects with. */
export class DockExecError extends Error {
  /** Stable, kebab-case name of what went wrong, for programs: `unknown-language`. */
  readonly code: string
  /** Whose fault it is. */
  readonly kind: ErrorKind
  /** The stage in which it happened. */
  readonly stage: Stage
  /** What to do about it, where that is known. */
  declare readonly hint?: string
  /** Whether the same request may succeed when tried again. */
  readonly retryable: boolean

  constructor(fields: ErrorFields, options?: { cause?: unknown }) {
    super(fields.message, options)
    this.code = fields.code
    this.kind = fields.kind
    this.stage = fields.stage
    if (fields.hint != null) this.hint = fields.hint
    this.retryable = fields.retryable
  }

  static {
    this.prototype.name = 'DockExecError'
  }
}

/** The request contradicts itself or the documentation: an unknown language, a case that does not fit the signature, a closed engine. */
export class BadRequestError extends DockExecError {
  declare readonly kind: 'bad_request'
  static {
    this.prototype.name = 'BadRequestError'
  }
}

/** The request is well formed but asks for something this build or this language cannot do. */
export class UnsupportedError extends DockExecError {
  declare readonly kind: 'unsupported'
  static {
    this.prototype.name = 'UnsupportedError'
  }
}

/** The host lacks a toolchain, a privilege or a kernel feature; `hint` names the remedy. */
export class HostUnfitError extends DockExecError {
  declare readonly kind: 'host_unfit'
  static {
    this.prototype.name = 'HostUnfitError'
  }
}

/** The caller cancelled. Its name is the one that every `AbortSignal` user checks for; `cause` is the signal's reason. */
export class CancelledError extends DockExecError {
  declare readonly kind: 'cancelled'
  static {
    this.prototype.name = 'AbortError'
  }
}

/** The problem itself is broken: its folder cannot be read, its checker crashed. */
export class ProblemFaultError extends DockExecError {
  declare readonly kind: 'problem_fault'
  /** Everything that is wrong with the folder, each with its place; empty when the fault is another one. */
  readonly faults: Fault[]

  constructor(fields: ErrorFields, options?: { cause?: unknown }) {
    super(fields, options)
    this.faults = fields.faults ?? []
  }

  static {
    this.prototype.name = 'ProblemFaultError'
  }
}

/** A defect of DockExec, the operating system failed, or too much waits already. */
export class InternalError extends DockExecError {
  declare readonly kind: 'internal'
  static {
    this.prototype.name = 'InternalError'
  }
}

const CLASSES: Record<ErrorKind, new (fields: ErrorFields, options?: { cause?: unknown }) => DockExecError> = {
  bad_request: BadRequestError,
  unsupported: UnsupportedError,
  host_unfit: HostUnfitError,
  cancelled: CancelledError,
  problem_fault: ProblemFaultError,
  internal: InternalError,
}

/** The request is wrong in a way that the native side has not even seen. */
export function badRequest(code: string, message: string, hint?: string): BadRequestError {
  return new BadRequestError({ code, kind: 'bad_request', stage: 'request', message, hint, retryable: false })
}

/** The run was cancelled by `signal`. */
export function cancelled(signal: AbortSignal): CancelledError {
  const fields = { code: 'cancelled', stage: 'execute', message: 'the run was cancelled', retryable: false } as const
  return new CancelledError({ ...fields, kind: 'cancelled' }, { cause: signal.reason })
}

/** What the native side threw, as an instance of the right class. */
export function translate(thrown: unknown, signal?: AbortSignal): unknown {
  if (thrown instanceof DockExecError || !(thrown instanceof Error)) return thrown
  let fields: ErrorFields
  try {
    fields = JSON.parse(thrown.message)
  } catch {
    // Not a record: napi itself complains about the type of an argument.
    return badRequest('invalid-argument', thrown.message)
  }
  if (fields.kind === 'cancelled' && signal?.aborted) return cancelled(signal)
  return new CLASSES[fields.kind](fields)
}
