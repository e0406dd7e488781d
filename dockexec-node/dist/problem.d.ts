/** Problems: a folder's, or one that is made in memory. */
import { NativeProblem, type Fault, type Limits, type ProblemCase, type ProblemInfo, type ProblemSolution } from '../native';
import { Signature } from './signature';
import type { FunctionProblem, ProgramProblem } from './types';
/** What submissions are judged by: a task, test cases, limits, and how answers are compared. Make one and keep it: it is read once. */
export interface Problem extends Readonly<ProblemInfo> {
}
/** What submissions are judged by: a task, test cases, limits, and how answers are compared. Make one and keep it: it is read once. */
export declare class Problem {
    /** @internal */
    readonly native: NativeProblem;
    /** A problem in memory, read on the calling thread; with megabytes of cases, {@link Problem.create} does not hold up the event loop. */
    constructor(problem: FunctionProblem | ProgramProblem | NativeProblem);
    /** A problem in memory, read on another thread. */
    static create(problem: FunctionProblem | ProgramProblem): Promise<Problem>;
    /** Loads the problem in a folder, strictly. What is wrong with it is all in the `faults` of the `InvalidProblemError`. */
    static load(path: string | URL): Promise<Problem>;
    /** Makes the folder of a new problem; gives back its files. */
    static scaffold(path: string | URL, kind?: 'function' | 'class' | 'stdio'): Promise<string[]>;
    /** Makes the folder of a problem from LeetCode's question data; gives back its files. */
    static importLeetcode(path: string | URL, question: string | object): Promise<string[]>;
    /** The function or class it asks for; `undefined`: a whole program. */
    get signature(): Signature | undefined;
    /** How many cases it has, hidden ones too. */
    get caseCount(): number;
    /** All test cases, the samples first, hidden ones too; made as they are asked for, since there may be many and large. */
    cases(): Generator<ProblemCase, void, undefined>;
    /** The cases that people may see. */
    get samples(): ProblemCase[];
    /** The solutions that came with it. */
    get solutions(): ProblemSolution[];
    /** The limits for submissions in a language. */
    limitsFor(language: string): Limits;
    /** What its author should add or mend although it can be used. */
    check(): Promise<Fault[]>;
    /** The code a person begins with. Only functions and classes have one. */
    starterCode(language: string): Promise<string>;
}
