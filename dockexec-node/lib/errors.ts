/** What the system did wrong or was asked wrongly, as classes by whose fault it is. What a submission did wrong is never here: that is a verdict. */
import type { ErrorKind, Fault, Stage, ToolchainError } from '../native'

/** What is known of an error. */
export interface ErrorFields extends ToolchainError {
  /** What is wrong with a problem's folder. */
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
  /** Whether the same call may succeed when tried again. */
  readonly retryable: boolean

  constructor(fields: ErrorFields, options?: { cause?: unknown }) {
    super(fields.message, options)
    this.code = fields.code
    this.kind = fields.kind
    this.stage = fields.stage
    if (fields.hint != null) this.hint = fields.hint
    this.retryable = fields.retryable
  }

  /** The error as the command line and `dockexec batch` write it. */
  toJSON(): ToolchainError {
    const { code, kind, stage, message, hint, retryable } = this
    return { code, kind, stage, message, ...(hint === undefined ? {} : { hint }), retryable }
  }

  static {
    named(this, 'DockExecError')
  }
}

/** The request contradicts itself or the documentation: an unknown language, a case that does not fit the signature. */
export class BadRequestError extends DockExecError {
  static {
    named(this, 'BadRequestError')
  }
}

/** The engine was closed. */
export class EngineClosedError extends BadRequestError {
  static {
    named(this, 'EngineClosedError')
  }
}

/** The request is well formed but asks for something that this build or this language cannot do. */
export class UnsupportedError extends DockExecError {
  static {
    named(this, 'UnsupportedError')
  }
}

/** The host lacks a toolchain, a privilege or a kernel feature; `hint` names the remedy. */
export class HostUnfitError extends DockExecError {
  static {
    named(this, 'HostUnfitError')
  }
}

/** The run was cancelled. Its `name` is `AbortError`, as everywhere in Node; its `cause` is the signal's reason. */
export class CancelledError extends DockExecError {
  static {
    named(this, 'AbortError')
  }
}

/** The problem itself is broken: its checker crashed. */
export class ProblemFaultError extends DockExecError {
  static {
    named(this, 'ProblemFaultError')
  }
}

/** A problem's folder cannot be used. */
export class InvalidProblemError extends ProblemFaultError {
  /** Everything that is wrong with it, each with file, line and column where they are known. */
  readonly faults: Fault[]

  constructor(fields: ErrorFields, options?: { cause?: unknown }) {
    super(fields, options)
    // A fault without a line has the field as `null` in its record, and not at all as an object of ours.
    const present = (fault: Fault) => Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== null))
    this.faults = (fields.faults ?? []).map((fault) => present(fault) as unknown as Fault)
  }

  static {
    named(this, 'InvalidProblemError')
  }
}

/** A defect of DockExec, or the operating system failed it. */
export class InternalError extends DockExecError {
  static {
    named(this, 'InternalError')
  }
}

/** Too many requests wait for a slot already: try again later. */
export class QueueFullError extends InternalError {
  static {
    named(this, 'QueueFullError')
  }
}

/** The name that stack traces show, where it does not become a field of each error. */
function named(type: { prototype: Error }, name: string): void {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true })
}

type ErrorClass = new (fields: ErrorFields, options?: { cause?: unknown }) => DockExecError

const BY_CODE: { [code: string]: ErrorClass | undefined } = {
  'engine-closed': EngineClosedError,
  'invalid-problem': InvalidProblemError,
  'queue-full': QueueFullError,
}

const BY_KIND: Record<ErrorKind, ErrorClass> = {
  bad_request: BadRequestError,
  unsupported: UnsupportedError,
  host_unfit: HostUnfitError,
  cancelled: CancelledError,
  problem_fault: ProblemFaultError,
  internal: InternalError,
}

/** A request that is wrong in a way that the native side has not even seen. */
export function badRequest(code: string, message: string, hint?: string): BadRequestError {
  return new BadRequestError({ code, kind: 'bad_request', stage: 'request', message, hint, retryable: false })
}

/** The run was cancelled by `signal`. */
export function cancelled(signal?: AbortSignal): CancelledError {
  const fields = { code: 'cancelled', stage: 'execute', message: 'the run was cancelled', retryable: false } as const
  return new CancelledError({ ...fields, kind: 'cancelled' }, signal && { cause: signal.reason })
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
  return new (BY_CODE[fields.code] ?? BY_KIND[fields.kind])(fields)
}

/** `call`, with its errors translated. */
export function translated<T>(call: () => T): T {
  try {
    return call()
  } catch (error) {
    throw translate(error)
  }
}

/** What `call` promises, with its errors translated. */
export async function translatedLater<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw translate(error)
  }
}
