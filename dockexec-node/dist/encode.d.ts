/** The text of `record`; a `bigint` becomes an integer of as many digits as it has. */
export declare function encode(record: unknown): string;
/** `record`, which is an object. */
export declare function checked<T extends object>(record: T, what: string): T;
/** `{stopAtFirst: true}` → `{stop_at_first: true}`: the keys of `record` itself, not of what people put into it. */
export declare function snake(record: object, what: string): Record<string, unknown>;
/** Limits in the wire's spelling. */
export declare function limits(record: object | undefined): Record<string, unknown> | undefined;
/** A value for a message. */
export declare function shown(value: unknown): string;
