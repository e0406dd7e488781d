// As a stranger gets it: packed, installed into an empty project, with the addon in a package of its own for this platform.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const folder = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const platform = `linux-${process.arch}-gnu`
const addon = `dockexec.${platform}.node`
const exec = promisify(execFile)
const npm = (args, cwd) => exec('npm', [...args, '--loglevel=error', '--no-fund', '--no-audit', '--offline'], { cwd })

const scratch = mkdtempSync(join(tmpdir(), 'dockexec-package-'))

/** Packs the folder `from`; gives back the file and what is in it. */
async function pack(from) {
  const { stdout } = await npm(['pack', '--json', '--pack-destination', scratch], from)
  // What `prepack` prints comes first.
  const report = JSON.parse(stdout.slice(stdout.indexOf('[\n') < 0 ? stdout.indexOf('{') : stdout.indexOf('[\n')))
  const [packed] = Array.isArray(report) ? report : Object.values(report)
  return { file: join(scratch, packed.filename), names: packed.files.map(({ path }) => path).sort() }
}

/** The package with the addon, as `napi create-npm-dirs` and `napi artifacts` make it in a release. */
async function platformPackage() {
  copyFileSync(join(folder, 'package.json'), join(scratch, 'package.json'))
  const { stdout } = await exec(process.execPath, [join(folder, 'node_modules/@napi-rs/cli/dist/cli.js'), 'create-npm-dirs', '--cwd', scratch])
  const made = join(scratch, 'npm', platform)
  assert.ok(readdirSync(join(scratch, 'npm')).includes(platform), stdout)
  copyFileSync(join(folder, addon), join(made, addon))
  return made
}

const [major, minor] = process.versions.node.split('.').map(Number)
const skip = major > 20 || (major === 20 && minor >= 17) ? false : `the tools do not run on Node ${process.versions.node}`

test('packed, installed into an empty project, imported both ways, judging', { skip }, async () => {
  const main = await pack(folder)
  for (const name of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'native.js', 'native.d.ts', 'dist/index.js', 'dist/index.mjs', 'dist/index.d.ts', 'dist/index.d.mts']) {
    assert.ok(main.names.includes(name), `${name} is not in the package: ${main.names.join(' ')}`)
  }
  assert.ok(!main.names.some((name) => name.endsWith('.node') || name.startsWith('src/') || name.startsWith('__test__/')), main.names.join(' '))
  const native = await pack(await platformPackage())
  assert.deepEqual(native.names.filter((name) => name.endsWith('.node')), [addon])
  const about = JSON.parse(readFileSync(join(scratch, 'npm', platform, 'package.json'), 'utf8'))
  assert.deepEqual([about.name, about.version, about.os, about.cpu, about.libc], [`dockexec-${platform}`, manifest.version, ['linux'], [process.arch], ['glibc']])

  const project = join(scratch, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{"private": true}')
  await npm(['install', main.file, native.file], project)
  const program = `
    const engine = new Engine({ jobs: 1 })
    const { verdict, cases } = await engine.run({ language: 'python', source: 'print(6 * 7)' })
    console.log(verdict, cases[0].stdout.trim())
    await engine.close()`
  writeFileSync(join(project, 'esm.mjs'), `import { Engine } from 'dockexec'\n${program}`)
  writeFileSync(join(project, 'cjs.cjs'), `const { Engine } = require('dockexec')\n;(async () => {${program}})()`)
  for (const file of ['esm.mjs', 'cjs.cjs']) {
    assert.equal((await exec(process.execPath, [file], { cwd: project })).stdout, 'AC 42\n', file)
  }
  // The types come along, for both ways to import.
  writeFileSync(join(project, 'typed.mts'), "import { Engine, type Verdict } from 'dockexec'\nexport const verdict: Promise<Verdict> = new Engine().run({ language: 'c', source: '' }).then((judgement) => judgement.verdict)\n")
  await exec(process.execPath, [join(folder, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node', '--typeRoots', join(folder, 'node_modules/@types'), 'typed.mts'], { cwd: project }).catch(({ stdout }) => assert.fail(stdout))
})

test('a release names the platforms as optional dependencies, each with its addon', { skip }, async () => {
  const release = mkdtempSync(join(tmpdir(), 'dockexec-release-'))
  copyFileSync(join(folder, 'package.json'), join(release, 'package.json'))
  const napi = (...args) => exec(process.execPath, [join(folder, 'node_modules/@napi-rs/cli/dist/cli.js'), ...args, '--cwd', release])
  await napi('create-npm-dirs')
  const platforms = readdirSync(join(release, 'npm')).sort()
  assert.deepEqual(platforms, ['linux-arm64-gnu', 'linux-x64-gnu'])
  // Which machine an addon was built on does not matter for how it is named.
  for (const name of platforms) copyFileSync(join(folder, addon), join(release, 'npm', name, `dockexec.${name}.node`))
  await napi('prepublish', '-t', 'npm', '--no-gh-release', '--skip-optional-publish')
  const { optionalDependencies } = JSON.parse(readFileSync(join(release, 'package.json'), 'utf8'))
  assert.deepEqual(optionalDependencies, Object.fromEntries(platforms.map((name) => [`dockexec-${name}`, manifest.version])))
  // And the loader asks for them by these names.
  for (const name of platforms) assert.match(readFileSync(join(folder, 'native.js'), 'utf8'), new RegExp(`require\\('dockexec-${name}'\\)`))
})

test('the versions of crate, package and platform packages are one', () => {
  const crate = readFileSync(join(folder, '../Cargo.toml'), 'utf8').match(/\[workspace\.package\]\nversion = "([^"]+)"/)[1]
  assert.equal(manifest.version, crate)
})
