// Every public function of the core has its name here, as `dockexec-core/tests/bindings.toml` says: what it names must exist. (That it leaves nothing out is a test of the core.)
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'smol-toml'
import * as dockexec from '../dist/index.mjs'
import { addition } from './support.mjs'

const { bound } = parse(readFileSync(new URL('../../dockexec-core/tests/bindings.toml', import.meta.url), 'utf8'))
const names = [...new Set(Object.values(bound).map(({ node }) => node))]
const declared = ['native.d.ts', 'dist/types.d.ts', 'dist/errors.d.ts'].map((name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')).join('')
/** Types whose fields are those of a class. */
const FIELDS = { Judgement: 'JudgementFields', Problem: 'ProblemInfo' }

/** Whether `name`, such as `Engine.judge` or `CaseResult.output`, is something that a caller can write. */
function exists(name) {
  const [type, member] = name.split('.')
  const value = dockexec[type]
  if (member === undefined) return value !== undefined || new RegExp(`export (?:declare )?(?:interface|type) ${type}\\b`).test(declared)
  if (value && (member in value || member in value.prototype)) return true
  const body = declared.match(new RegExp(`(?:interface|class) ${FIELDS[type] ?? type}\\b[^{]*\\{([^]*?)\\n\\}`))?.[1] ?? ''
  return new RegExp(`^\\s+(?:declare )?(?:readonly )?${member}\\??:`, 'm').test(body) || (value === dockexec.Run && member in new dockexec.Run(async () => addition(), () => {}))
}

test(`${names.length} names of ${Object.keys(bound).length} functions exist`, () => {
  assert.deepEqual(names.filter((name) => !exists(name)), [])
})

test('a name that is not there would be noticed', () => {
  for (const name of ['Engine.guess', 'Motor', 'Problem.colour', 'CaseResult.nothing']) assert.ok(!exists(name), name)
})
