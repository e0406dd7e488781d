/** Runs: judgements in the making, with their events. */
import type { Event } from '../native';
import type { Judgement } from './judgement';
/**
 * A judgement in the making. Iterate over it for its events, as they happen; await its `judgement`. Leaving the loop early does not stop it: `cancel()` or the
 * signal does.
 */
export declare class Run implements AsyncIterable<Event> {
    #private;
    /** The judgement; rejected with a `DockExecError`. */
    readonly judgement: Promise<Judgement>;
    /** Kills the run. */
    readonly cancel: () => void;
    /** @internal Engines start runs. */
    constructor(begin: (hear: (event: Event) => void) => Promise<Judgement>, cancel: () => void);
    /** The events from the beginning, each iteration anew. Throws what the judgement is rejected with. */
    [Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined>;
}
