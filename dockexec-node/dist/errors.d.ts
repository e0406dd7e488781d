/** What the system did wrong or was asked wrongly, as classes by whose fault it is. What a submission did wrong is never here: that is a verdict. */
import type { ErrorKind, Fault, Stage, ToolchainError } from '../native';
/** What is known of an error. */
export interface ErrorFields extends ToolchainError {
    /** What is wrong with a problem's folder. */
    faults?: Fault[];
}
/** Every error that DockExec throws or rejects with. */
export declare class DockExecError extends Error {
    /** Stable, kebab-case name of what went wrong, for programs: `unknown-language`. */
    readonly code: string;
    /** Whose fault it is. */
    readonly kind: ErrorKind;
    /** The stage in which it happened. */
    readonly stage: Stage;
    /** What to do about it, where that is known. */
    readonly hint?: string;
    /** Whether the same call may succeed when tried again. */
    readonly retryable: boolean;
    constructor(fields: ErrorFields, options?: {
        cause?: unknown;
    });
    /** The error as the command line and `dockexec batch` write it. */
    toJSON(): ToolchainError;
}
/** The request contradicts itself or the documentation: an unknown language, a case that does not fit the signature. */
export declare class BadRequestError extends DockExecError {
}
/** The engine was closed. */
export declare class EngineClosedError extends BadRequestError {
}
/** The request is well formed but asks for something that this build or this language cannot do. */
export declare class UnsupportedError extends DockExecError {
}
/** The host lacks a toolchain, a privilege or a kernel feature; `hint` names the remedy. */
export declare class HostUnfitError extends DockExecError {
}
/** The run was cancelled. Its `name` is `AbortError`, as everywhere in Node; its `cause` is the signal's reason. */
export declare class CancelledError extends DockExecError {
}
/** The problem itself is broken: its checker crashed. */
export declare class ProblemFaultError extends DockExecError {
}
/** A problem's folder cannot be used. */
export declare class InvalidProblemError extends ProblemFaultError {
    /** Everything that is wrong with it, each with file, line and column where they are known. */
    readonly faults: Fault[];
    constructor(fields: ErrorFields, options?: {
        cause?: unknown;
    });
}
/** A defect of DockExec, or the operating system failed it. */
export declare class InternalError extends DockExecError {
}
/** Too many requests wait for a slot already: try again later. */
export declare class QueueFullError extends InternalError {
}
/** A request that is wrong in a way that the native side has not even seen. */
export declare function badRequest(code: string, message: string, hint?: string): BadRequestError;
/** The run was cancelled by `signal`. */
export declare function cancelled(signal?: AbortSignal): CancelledError;
/** What the native side threw, as an instance of the right class. */
export declare function translate(thrown: unknown, signal?: AbortSignal): unknown;
/** `call`, with its errors translated. */
export declare function translated<T>(call: () => T): T;
/** What `call` promises, with its errors translated. */
export declare function translatedLater<T>(call: () => Promise<T>): Promise<T>;
