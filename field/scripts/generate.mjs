/**
 * Writes what follows from other files: the types of the columns, the colours, the icons.
 * `node scripts/generate.mjs --check` only says whether they are current.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { columns } from './generate/columns.mjs'
import { icons } from './generate/icons.mjs'
import { palette } from './generate/palette.mjs'

const files = { 'src/db/columns.gen.ts': columns, 'src/ui/palette.gen.ts': palette, 'src/ui/icons.gen.ts': icons }
const checking = process.argv.includes('--check')
let old = 0

for (const [name, make] of Object.entries(files)) {
  const path = new URL(`../${name}`, import.meta.url)
  const made = `// Made by \`npm run generate -w field\`; not edited by hand.\n\n${await make()}`
  let there = ''
  try {
    there = readFileSync(path, 'utf8')
  } catch {
    // Not made yet.
  }
  if (made === there) continue
  old += 1
  if (checking) process.stderr.write(`${name} is not current: npm run generate -w field\n`)
  else writeFileSync(path, made)
}
process.exitCode = checking && old ? 1 : 0
