/** Signatures: what a function problem asks for. */
import { NativeSignature, type Json } from '../native';
/** LeetCode's metaData of a function or a class. */
export type MetaData = {
    readonly [key: string]: unknown;
};
/** A function or class to be written, as LeetCode's metaData describes it. */
export declare class Signature {
    /** @internal */
    readonly native: NativeSignature;
    /** Reads LeetCode's metaData: its JSON text, or what it says as an object. */
    constructor(metadata: string | MetaData | NativeSignature);
    /**
     * The signature of a function: its name, its parameters with their types (`integer`, `string[]`, `TreeNode`, …) and what it returns.
     *
     * `outputParam`: for functions that answer by changing an argument, which one, from 0.
     */
    static function(name: string, params: {
        readonly [name: string]: string;
    } | readonly (readonly [name: string, type: string])[], { returns, outputParam }?: {
        returns?: string;
        outputParam?: number;
    }): Signature;
    /** The function's or class's name. */
    get name(): string;
    /** The arguments of a case in canonical form. Throws a `BadRequestError` that says which of them does not fit, and why. */
    canonicalArgs(args: readonly Json[]): Json[];
    /** The expected answer to `args` in canonical form. Throws a `BadRequestError` when it does not fit. */
    canonicalExpected(args: readonly Json[], expected: Json): Json;
    /** The code a person begins with. */
    starterCode(language: string): Promise<string>;
    /** LeetCode's metaData, in canonical form. */
    toJSON(): {
        [key: string]: unknown;
    };
}
/** Metadata or a signature as a signature. */
export declare function asSignature(signature: Signature | string | MetaData): Signature;
