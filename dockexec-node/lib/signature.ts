/** Signatures: what a function problem asks for. */
import { NativeSignature, type Json } from '../native'
import { encode } from './encode'
import { badRequest, translated, translatedLater } from './errors'

/** LeetCode's metaData of a function or a class. */
export type MetaData = { readonly [key: string]: unknown }

/** A function or class to be written, as LeetCode's metaData describes it. */
export class Signature {
  /** @internal */
  readonly native: NativeSignature

  /** Reads LeetCode's metaData: its JSON text, or what it says as an object. */
  constructor(metadata: string | MetaData | NativeSignature) {
    this.native =
      metadata instanceof NativeSignature
        ? metadata
        : translated(() => new NativeSignature(typeof metadata === 'string' ? metadata : encode(metadata)))
    Object.defineProperty(this, 'native', { enumerable: false })
  }

  /**
   * The signature of a function: its name, its parameters with their types (`integer`, `string[]`, `TreeNode`, …) and what it returns.
   *
   * `outputParam`: for functions that answer by changing an argument, which one, from 0.
   */
  static function(
    name: string,
    params: { readonly [name: string]: string } | readonly (readonly [name: string, type: string])[],
    { returns = 'void', outputParam }: { returns?: string; outputParam?: number } = {},
  ): Signature {
    const pairs = Array.isArray(params) ? params : Object.entries(params ?? {})
    return new Signature({
      name,
      params: pairs.map(([name, type]) => ({ name, type })),
      return: { type: returns },
      ...(outputParam === undefined ? {} : { output: { paramindex: outputParam } }),
    })
  }

  /** The function's or class's name. */
  get name(): string {
    return this.native.name
  }

  /** The arguments of a case in canonical form. Throws a `BadRequestError` that says which of them does not fit, and why. */
  canonicalArgs(args: readonly Json[]): Json[] {
    return translated(() => this.native.canonicalArgs(encode(args)))
  }

  /** The expected answer to `args` in canonical form. Throws a `BadRequestError` when it does not fit. */
  canonicalExpected(args: readonly Json[], expected: Json): Json {
    return translated(() => this.native.canonicalExpected(encode(args), encode(expected)))
  }

  /** The code a person begins with. */
  starterCode(language: string): Promise<string> {
    return translatedLater(async () => this.native.starterCode(language))
  }

  /** LeetCode's metaData, in canonical form. */
  toJSON(): { [key: string]: unknown } {
    return JSON.parse(this.native.metadata)
  }
}

/** Metadata or a signature as a signature. */
export function asSignature(signature: Signature | string | MetaData): Signature {
  if (signature instanceof Signature) return signature
  if (typeof signature !== 'string' && (typeof signature !== 'object' || signature === null)) {
    throw badRequest('invalid-argument', `a signature is a Signature or LeetCode's metaData, not ${typeof signature}`)
  }
  return new Signature(signature)
}
