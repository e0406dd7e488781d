// Builds the addon for this machine, with its loader and types: `npm run build`.
//
// `napi build` does the same for a release (`npm run build:release`), always in a target directory of its own; this shares the workspace's, so that nothing is
// compiled twice. DOCKEXEC_PROFILE names the cargo profile (default: ci), DOCKEXEC_CARGO_FLAGS what else cargo is told. With `--keep-types` the committed
// declarations stay as they are, for the tests to look at.
import { copyFileSync, existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeJsBinding } from '@napi-rs/cli'
import { cargo, folder, idents, manifest, typeDefDir, types, workspace } from './types.mjs'

const { binaryName, packageName } = manifest.napi
const profile = process.env.DOCKEXEC_PROFILE ?? 'ci'
const flags = (process.env.DOCKEXEC_CARGO_FLAGS ?? '--package dockexec-node').split(' ')

// The macros write when they run. Where what they wrote is gone, they must run again.
const force = existsSync(join(typeDefDir, 'dockexec-node')) ? {} : { NAPI_FORCE_BUILD_DOCKEXEC_NODE: String(Date.now()) }
cargo(['build', '--profile', profile, '--locked', ...flags], { stdio: 'inherit', env: { ...process.env, ...force } })

const library = join(workspace.target_directory, profile === 'dev' ? 'debug' : profile, 'libdockexec_node.so')
const addon = join(folder, `${binaryName}.linux-${process.arch}-gnu.node`)
// A process that has the old one open keeps it.
copyFileSync(library, `${addon}.new`)
renameSync(`${addon}.new`, addon)

if (!process.argv.includes('--keep-types')) writeFileSync(join(folder, 'native.d.ts'), await types())
await writeJsBinding({
  platform: true,
  idents: await idents(),
  jsBinding: 'native.js',
  binaryName,
  packageName,
  version: manifest.version,
  outputDir: folder,
})
