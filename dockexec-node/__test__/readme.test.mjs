// The README's programs run as they stand, from an ES module of somebody who depends on the package.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const folder = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const programs = [...readme.matchAll(/^## (.*)$|^```js\n([^]*?)^```$/gm)].reduce((found, [, title, code]) => {
  if (title) found.title = title
  else found.push({ title: found.title, code })
  return found
}, [])

test('there are programs to run', () => assert.ok(programs.length >= 5))

for (const { title, code } of programs) {
  test(title, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, timeout: 120_000 })
    // What a comment says is printed must be printed.
    const promised = [...code.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map(([, said]) => said).filter((said) => !said.includes('findings'))
    for (const said of promised) for (const part of said.split(', ')) assert.ok(stdout.includes(part), `${part} is not in:\n${stdout}`)
  })
}
