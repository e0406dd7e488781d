/** Listening to signals: one listener for each signal, however many runs follow it. A signal with more than ten would have Node warn of a leak. */
/** Calls `stop` when `signal` aborts. What is given back ends that. */
export declare function follow(signal: AbortSignal | undefined, stop: () => void): () => void;
