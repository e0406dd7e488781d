/** What people call verdicts. */
import type { Verdict } from '../native'

// The core's own, which a test compares.
const PHRASES: Readonly<Record<Verdict, string>> = {
  AC: 'accepted',
  WA: 'wrong answer',
  PE: 'presentation error',
  TLE: 'time limit exceeded',
  WTL: 'wall time limit exceeded',
  MLE: 'memory limit exceeded',
  OLE: 'output limit exceeded',
  RTE: 'runtime error',
  CE: 'compile error',
  CTL: 'compiler limit exceeded',
  SV: 'forbidden operation',
}

/** A phrase for people, such as "wrong answer". */
export function phrase(verdict: Verdict): string {
  return PHRASES[verdict]
}
