/** Fails when the client in src is not what openapi.json makes. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made = mkdtempSync(join(tmpdir(), 'fettle-client-'))
try {
  execFileSync('npx', ['openapi-ts', '--output', made, '--silent'], { cwd: import.meta.dirname, stdio: 'inherit' })
  const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length)).sort()
  const kept = join(import.meta.dirname, 'src')
  const stale = [...new Set([...files(made), ...files(kept)])].filter((name) => read(made, name) !== read(kept, name))
  if (stale.length) {
    console.error(`packages/client is not what backend/openapi.json makes: ${stale.join(', ')}. Run: npm run generate -w packages/client`)
    process.exitCode = 1
  }
} finally {
  rmSync(made, { recursive: true })
}

function read(folder, name) {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    return undefined
  }
}
