/** The text of `record`; `bigint` becomes an integer of as many digits as it has. */
export declare function encode(record: unknown): string;
/** `{stopAtFirst: true}` → `{stop_at_first: true}`: only the keys of `record` itself, never of what people put into it. */
export declare function snake(record: object): Record<string, unknown>;
