/** From objects to the JSON text that the native side reads. */
import { randomUUID } from 'node:crypto'
import { BadRequestError, badRequest } from './errors'

/** The text of `record`; a `bigint` becomes an integer of as many digits as it has. */
export function encode(record: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(record)
    // What is no number would be `null`, which is a value. Looking at each value costs more than all of the rest, so only where there is one.
    if (text?.includes('null')) JSON.stringify(record, refuseNaN)
  } catch (error) {
    if (error instanceof BadRequestError) throw error
    text = encodeBigints(record, error as Error)
  }
  if (text === undefined) throw badRequest('invalid-argument', `${typeof record} has no JSON form`)
  return text
}

function refuseNaN(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw badRequest('invalid-argument', `${key} is ${value}, which has no JSON form`)
}

/** JSON.stringify knows no bigint: they go through it as strings that nothing else contains. */
function encodeBigints(record: unknown, first: Error): string | undefined {
  const mark = `bigint:${randomUUID()}:`
  try {
    const text = JSON.stringify(record, (_, value) => (typeof value === 'bigint' ? `${mark}${value}` : value))
    return text?.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1')
  } catch {
    // Something else than a bigint was in the way, such as a cycle.
    throw badRequest('invalid-argument', `the argument has no JSON form: ${first.message}`)
  }
}

/** `record`, which is an object. */
export function checked<T extends object>(record: T, what: string): T {
  if (typeof record === 'object' && record !== null && !Array.isArray(record)) return record
  throw badRequest('invalid-argument', `${what} must be an object, not ${shown(record)}`)
}

/** `{stopAtFirst: true}` → `{stop_at_first: true}`: the keys of `record` itself, not of what people put into it. */
export function snake(record: object, what: string): Record<string, unknown> {
  const rename = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(checked(record, what)).map(([key, value]) => [rename(key), value]))
}

/** Limits in the wire's spelling. */
export function limits(record: object | undefined): Record<string, unknown> | undefined {
  return record == null ? undefined : snake(record, 'limits')
}

/** A value for a message. */
export function shown(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : typeof value
}
