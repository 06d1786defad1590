/** Puts a brotli and a gzip copy beside each built file that gets smaller by it; the server hands them out as they are. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const folder = new URL('../dist/assets/', import.meta.url).pathname

for (const name of readdirSync(folder)) {
  if (!/\.(js|css|svg|json|map)$/.test(name)) continue
  const content = readFileSync(join(folder, name))
  if (content.length < 512) continue
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  writeFileSync(join(folder, `${name}.br`), brotli)
  writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }))
}
