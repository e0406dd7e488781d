// What the tests share: one engine, submissions that everybody needs, and waiting for the host to be quiet.
import { readdirSync, readFileSync } from 'node:fs'
import { Problem, Signature } from '../dist/index.mjs'

export const ADD = Signature.function('add', { a: 'integer', b: 'integer' }, { returns: 'integer' })

export const RIGHT = { language: 'python', source: 'class Solution:\n    def add(self, a, b):\n        return a + b\n' }
export const WRONG = { language: 'python', source: 'class Solution:\n    def add(self, a, b):\n        return a - b\n' }
export const ENDLESS = { language: 'python', source: 'while True: pass' }
/** Limits within which ENDLESS would go on for as long as any test is ready to wait. */
export const LONG = { cpuMs: 300_000, wallMs: 300_000 }

export const addition = () =>
  new Problem({ signature: ADD, cases: [{ args: [1, 2], expected: 3 }, { args: [40, 2], expected: 42, name: 'answer' }] })

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until `look` finds something, for as long as a slow machine may need. */
export async function until(look, what, patience = 20_000) {
  const end = Date.now() + patience
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited ${patience} ms for ${what}`)
    await sleep(20)
  }
}

/** Processes of this machine that have `mark` in their command line or are descendants' programs: what a run left behind would be one. */
export function processesWith(mark) {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark)
    } catch {
      return false
    }
  })
}
