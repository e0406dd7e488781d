// What a caller may write, and what the compiler must refuse. Only ever compiled.
import { BadRequestError, CancelledError, DockExecError, Engine, InvalidProblemError, Problem, Signature } from 'dockexec'
import type { CaseResult, ErrorKind, Event, EventKind, Finding, Json, Judgement, JudgeRequest, Submission, Verdict } from 'dockexec'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function same<A, B>(_equal: Equal<A, B>): void {}

same<Verdict, 'AC' | 'WA' | 'PE' | 'TLE' | 'WTL' | 'MLE' | 'OLE' | 'RTE' | 'CE' | 'CTL' | 'SV'>(true)
same<Judgement['verdict'], Verdict>(true)
same<CaseResult['output'], Json | undefined>(true)
same<Judgement['cases'], CaseResult[]>(true)
same<Judgement['findings'], Finding[]>(true)
same<Event['kind'], EventKind>(true)
same<DockExecError['kind'], ErrorKind>(true)

export async function usage(engine: Engine, controller: AbortController): Promise<string> {
  const signature = Signature.function('add', { a: 'integer', b: 'integer' }, { returns: 'integer' })
  const problem = new Problem({ signature, cases: [{ args: [1, 2n], expected: 3 }], limits: { cpuMs: 500 } })
  const submission: Submission = { language: 'python', source: '' }
  const judgement = await engine.judge(submission, problem, { signal: controller.signal, reveal: 'all', onEvent: ({ kind }) => kind })
  // A switch over verdicts that forgets none.
  switch (judgement.verdict) {
    case 'AC':
      return 'right'
    case 'WA': case 'PE': case 'TLE': case 'WTL': case 'MLE': case 'OLE': case 'RTE': case 'CE': case 'CTL': case 'SV':
      return judgement.firstFailing?.message ?? judgement.verdict
    default:
      judgement.verdict satisfies never
      return ''
  }
}

export async function many(engine: Engine): Promise<void> {
  const request: JudgeRequest = { kind: 'stdio', language: 'c', source: '', tests: [{ stdin: '1' }], limits: { cpu_ms: 5 } }
  for await (const judgement of engine.judgeMany([request])) judgement.verdict
  for await (const answer of engine.judgeMany([request], undefined, { returnErrors: true })) {
    if (answer instanceof DockExecError) answer.retryable satisfies boolean
    else answer.passed satisfies number
  }
  const run = engine.start({ language: 'c', source: '' }, await Problem.load('two-sums'))
  for await (const event of run) event.index satisfies number | undefined
  await run.judgement.catch((error: unknown) => {
    if (error instanceof InvalidProblemError) error.faults[0]?.line satisfies number | undefined
    if (error instanceof CancelledError) error.cause satisfies unknown
    if (error instanceof BadRequestError) error.code satisfies string
  })
}

export function refused(engine: Engine, problem: Problem): void {
  // @ts-expect-error a submission has a language
  engine.judge({ source: '' }, problem)
  // @ts-expect-error and no colour
  engine.judge({ language: 'c', source: '', colour: 'red' }, problem)
  // @ts-expect-error the problem is not its path
  engine.judge({ language: 'c', source: '' }, 'two-sums')
  // @ts-expect-error strictness is one of three words
  engine.run({ language: 'c', source: '' }, { sanitize: 'maybe' })
  // @ts-expect-error limits are spelled cpuMs
  engine.run({ language: 'c', source: '' }, { limits: { cpu: 1 } })
  // @ts-expect-error a request has one of three kinds
  engine.judgeRequest({ kind: 'dance', language: 'c', source: '' })
  // @ts-expect-error a free run has no cases
  engine.judgeRequest({ kind: 'run', language: 'c', source: '', cases: [] })
  // @ts-expect-error it has no engine's internals
  new Engine({ threads: 3 })
  // @ts-expect-error verdicts are no arbitrary text
  ;((verdict: Verdict) => verdict)('ACCEPTED')
  // @ts-expect-error nothing is any
  engine.run({ language: 'c', source: '' }).nonsense
}
