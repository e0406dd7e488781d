/** From objects to the JSON text that the native side reads. */
import { randomUUID } from 'node:crypto'
import { badRequest } from './errors'

/** The text of `record`; `bigint` becomes an integer of as many digits as it has. */
export function encode(record: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(record)
  } catch (error) {
    text = encodeBigints(record, error)
  }
  if (text === undefined) throw badRequest('invalid-argument', `a request is an object, not ${typeof record}`)
  return text
}

/** JSON.stringify knows no bigint: they go through it as strings that nothing else contains. */
function encodeBigints(record: unknown, first: unknown): string | undefined {
  const mark = `bigint:${randomUUID()}:`
  try {
    const text = JSON.stringify(record, (_, value) => (typeof value === 'bigint' ? `${mark}${value}` : value))
    return text?.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1')
  } catch {
    // Something else than a bigint was in the way, such as a cycle.
    throw badRequest('invalid-argument', `the request has no JSON form: ${(first as Error).message}`)
  }
}

/** `{stopAtFirst: true}` → `{stop_at_first: true}`: only the keys of `record` itself, never of what people put into it. */
export function snake(record: object): Record<string, unknown> {
  const rename = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]))
}
