/**
 * What the system did wrong or was asked wrongly, as classes by whose fault it is. What a submission did wrong is never here: that is a verdict.
 */
import type { ErrorKind, Stage } from '../native';
/** One thing that is wrong with a problem's folder. */
export interface Fault {
    /** The file, relative to the problem's folder. */
    file: string;
    /** Line, from 1. */
    line: number | null;
    /** Column in characters, from 1. */
    column: number | null;
    /** What is wrong. */
    message: string;
    /** What to do. */
    hint: string | null;
}
/** What is known of an error. */
export interface ErrorFields {
    code: string;
    kind: ErrorKind;
    stage: Stage;
    message: string;
    hint?: string;
    retryable: boolean;
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
    /** Whether the same request may succeed when tried again. */
    readonly retryable: boolean;
    constructor(fields: ErrorFields, options?: {
        cause?: unknown;
    });
}
/** The request contradicts itself or the documentation: an unknown language, a case that does not fit the signature, a closed engine. */
export declare class BadRequestError extends DockExecError {
    readonly kind: 'bad_request';
}
/** The request is well formed but asks for something this build or this language cannot do. */
export declare class UnsupportedError extends DockExecError {
    readonly kind: 'unsupported';
}
/** The host lacks a toolchain, a privilege or a kernel feature; `hint` names the remedy. */
export declare class HostUnfitError extends DockExecError {
    readonly kind: 'host_unfit';
}
/** The caller cancelled. Its name is the one that every `AbortSignal` user checks for; `cause` is the signal's reason. */
export declare class CancelledError extends DockExecError {
    readonly kind: 'cancelled';
}
/** The problem itself is broken: its folder cannot be read, its checker crashed. */
export declare class ProblemFaultError extends DockExecError {
    readonly kind: 'problem_fault';
    /** Everything that is wrong with the folder, each with its place; empty when the fault is another one. */
    readonly faults: Fault[];
    constructor(fields: ErrorFields, options?: {
        cause?: unknown;
    });
}
/** A defect of DockExec, the operating system failed, or too much waits already. */
export declare class InternalError extends DockExecError {
    readonly kind: 'internal';
}
/** The request is wrong in a way that the native side has not even seen. */
export declare function badRequest(code: string, message: string, hint?: string): BadRequestError;
/** The run was cancelled by `signal`. */
export declare function cancelled(signal: AbortSignal): CancelledError;
/** What the native side threw, as an instance of the right class. */
export declare function translate(thrown: unknown, signal?: AbortSignal): unknown;
