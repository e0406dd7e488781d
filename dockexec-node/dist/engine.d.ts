import type { DoctorReport, EngineOptions, Finding, LanguageInfo, Program } from '../native';
import { DockExecError } from './errors';
import { Judgement } from './judgement';
import { Problem } from './problem';
import { Run } from './run';
import { Signature, type MetaData } from './signature';
import type { JudgeOptions, JudgeRequest, ManyOptions, RequestOptions, RunOptions, SanitizeOptions, Submission } from './types';
/** What the sanitizer finds in a submission, without running it. */
export declare function sanitize(submission: Submission, options?: SanitizeOptions): Promise<Finding[]>;
/** The program that is made of a submission: its own file and the harness around it. Nothing is run, so nothing is forbidden. Without a signature: a whole program. */
export declare function wrap(submission: Submission, signature?: Signature | Problem | MetaData | string): Promise<Program>;
/** The code a person begins with. */
export declare function starterCode(signature: Signature | Problem | MetaData | string, language: string): Promise<string>;
/** What this host can enforce and judge, and the remedy for what is missing. Works where nothing can be judged, too. */
export declare function doctor(): Promise<DoctorReport>;
/** The languages of this build, with what this host has for each. */
export declare function languages(): Promise<LanguageInfo[]>;
/** What {@link Engine.judgeMany} takes: a submission, a submission with its own problem, or a request as `dockexec batch` reads it. */
export type Item = Submission | readonly [submission: Submission, problem: Problem] | JudgeRequest | string;
/** Judges submissions, a bounded number at a time, on threads of its own. Make one and keep it. */
export declare class Engine {
    #private;
    /**
     * The strongest sandbox that this host offers, as many judgements at a time as there are cores. Making it takes some tens of milliseconds.
     *
     * Throws a `HostUnfitError` when no sandbox can be had; the hint names the remedy.
     */
    constructor(options?: EngineOptions);
    /** Judges `submission` by `problem`. What is wrong with the submission is in the judgement; what is wrong with the request, the host or DockExec is thrown. */
    judge(submission: Submission, problem: Problem, options?: JudgeOptions): Promise<Judgement>;
    /** Starts judging, for who wants its events or the power to cancel. */
    start(submission: Submission, problem: Problem, options?: JudgeOptions): Run;
    /** Runs a program and tells what it did: nothing is compared, and output past its limit is cut instead of being a verdict. Its only case has all there is to know. */
    run(submission: Submission, options?: RunOptions): Promise<Judgement>;
    /** Starts a free run, for who wants its events or the power to cancel. */
    startRun(submission: Submission, options?: RunOptions): Run;
    /** Judges a request as `dockexec batch` reads it: an object, or its JSON text. */
    judgeRequest(request: JudgeRequest | string, options?: RequestOptions): Promise<Judgement>;
    /** Starts judging a request, for who wants its events or the power to cancel. */
    startRequest(request: JudgeRequest | string, options?: RequestOptions): Run;
    /**
     * Judges many, as many at a time as there are slots, and gives the judgements in the order of the items.
     *
     * `items` may be endless: no more of them are taken than keep the slots busy, and those whose answers wait for a slower one before them. Leaving the loop
     * cancels what was begun.
     */
    judgeMany(items: Iterable<Item> | AsyncIterable<Item>, problem: Problem | undefined, options: ManyOptions & {
        returnErrors: true;
    }): AsyncGenerator<Judgement | DockExecError, void, undefined>;
    judgeMany(items: Iterable<Item> | AsyncIterable<Item>, problem?: Problem, options?: ManyOptions): AsyncGenerator<Judgement, void, undefined>;
    /** What the sanitizer finds in a submission, without running it. */
    sanitize(submission: Submission, options?: SanitizeOptions): Promise<Finding[]>;
    /** The program that is made of a submission: its own file and the harness around it. Without a signature: a whole program. */
    wrap(submission: Submission, signature?: Signature | Problem | MetaData | string): Promise<Program>;
    /** The code a person begins with. */
    starterCode(signature: Signature | Problem | MetaData | string, language: string): Promise<string>;
    /** What this host can enforce and judge, and the remedy for what is missing. */
    doctor(): Promise<DoctorReport>;
    /** The languages of this build, with what this host has for each. */
    languages(): Promise<LanguageInfo[]>;
    /** How many are judged at a time. */
    get jobs(): number;
    /** Whether it was closed. */
    get closed(): boolean;
    /** Kills what is running, refuses what waits, and is done when nothing is left of it. Afterwards every call is rejected with an `EngineClosedError`. */
    close(): Promise<void>;
}
export interface Engine {
    /** Closes the engine at the end of an `await using`, where this Node has it. */
    [Symbol.asyncDispose](): Promise<void>;
}
