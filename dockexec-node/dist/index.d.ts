/** DockExec for Node. */
import { type EngineOptions } from '../native';
import { Judgement } from './judgement';
export * from './errors';
export { Judgement } from './judgement';
/** Judges submissions, a bounded number at a time, on threads of its own. */
export declare class Engine {
    #private;
    /** The strongest sandbox that this host offers, as many judgements at a time as there are cores. */
    constructor(options?: EngineOptions);
    /** Judges one record of `dockexec batch`. An abort kills the run. */
    judgeRecord(record: object | string, options?: {
        signal?: AbortSignal;
    }): Promise<Judgement>;
}
