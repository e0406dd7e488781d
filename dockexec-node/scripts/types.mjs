// The text of `native.d.ts`, from what the macros left when the library was compiled.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateTypeDef } from '@napi-rs/cli'

export const folder = fileURLToPath(new URL('..', import.meta.url))
export const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

export const cargo = (args, options) => execFileSync('cargo', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, ...options })
export const workspace = JSON.parse(cargo(['metadata', '--no-deps', '--format-version', '1']))

/** Where the macros leave the types: .cargo/config.toml tells them. */
export const typeDefDir = join(workspace.workspace_root, 'target/napi')

async function generated() {
  const { dtsHeaderFile } = manifest.napi
  return generateTypeDef({ typeDefDir, cwd: folder, dtsHeaderFile, declareBindingTarget: true })
}

export const types = async () => (await generated()).dts
export const idents = async () => (await generated()).exports
