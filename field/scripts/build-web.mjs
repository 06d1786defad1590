/** Builds the web app into dist/: Expo's export, the service worker, packed copies. `node scripts/build-web.mjs [folder]` */
import { execFileSync } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { compress } from './build/compress.mjs'
import { serviceWorker } from './build/service-worker.mjs'

const field = join(import.meta.dirname, '..')
const dist = resolve(process.argv[2] ?? join(field, 'dist'))
// Built beside it and then put in its place, so that nobody is served half of it.
const fresh = `${dist}.new`

rmSync(fresh, { recursive: true, force: true })
execFileSync('npx', ['expo', 'export', '--platform', 'web', '--output-dir', fresh], {
  cwd: field,
  stdio: ['ignore', process.env.VERBOSE ? 'inherit' : 'ignore', 'inherit'],
  env: { ...process.env, CI: '1', EXPO_NO_TELEMETRY: '1', NODE_ENV: 'production' },
})
const { count, size } = await serviceWorker(fresh)
compress(fresh)
rmSync(dist, { recursive: true, force: true })
renameSync(fresh, dist)
process.stdout.write(`field: ${count} files, ${(size / 1e6).toFixed(1)} MB kept for offline\n`)
