/** Prints what a screen loads before it is seen: its chunk and all that this imports at once, compressed. `node scripts/weights.mjs Table` */
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const folder = new URL('../dist/assets/', import.meta.url).pathname
const names = readdirSync(folder).filter((name) => name.endsWith('.js'))
const code = new Map(names.map((name) => [name, readFileSync(folder + name, 'utf8')]))
const imports = (name) => [...code.get(name).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map((match) => match[1])

function reached(name, seen = new Set()) {
  if (seen.has(name) || !code.has(name)) return seen
  seen.add(name)
  for (const next of imports(name)) reached(next, seen)
  return seen
}

const html = readFileSync(new URL('../dist/index.html', import.meta.url), 'utf8')
const first = [...html.matchAll(/assets\/([^"]+\.js)/g)].map((match) => match[1])
for (const screen of process.argv.slice(2)) {
  const chunk = names.filter((name) => name.startsWith(`${screen}-`))
  const all = new Set([...first, ...chunk].flatMap((name) => [...reached(name)]))
  const sizes = [...all].map((name) => [name, gzipSync(code.get(name)).length]).sort((a, b) => b[1] - a[1])
  console.log(`${screen}: ${(sizes.reduce((sum, [, size]) => sum + size, 0) / 1000).toFixed(1)} KB`)
  for (const [name, size] of sizes.slice(0, 24)) console.log(`  ${(size / 1000).toFixed(1).padStart(6)}  ${name}`)
}
