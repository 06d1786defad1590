/**
 * Shows that the app can be made for phones, as far as that goes without Xcode and Gradle: the bundles for both, and both native projects with
 * what the app needs in them. In a folder of its own, nothing of it stays.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const field = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'fettle-native-'))
const host = process.env.FETTLE_APP_HOST ?? 'example.org'
const env = { ...process.env, CI: '1', EXPO_NO_TELEMETRY: '1', NODE_ENV: 'production', FETTLE_APP_HOST: host }
const output = process.env.VERBOSE ? 'inherit' : 'ignore'
const faults = []
const expo = (cwd, ...words) => execFileSync('npx', ['expo', ...words], { cwd, env, stdio: ['ignore', output, 'inherit'] })
const below = (path) => (existsSync(path) ? readdirSync(path, { recursive: true }).map(String) : [])
/** Every Hermes bytecode file begins so. */
const HERMES = 'c61fbc03'

function expect(what, holds) {
  if (!holds) faults.push(what)
}

try {
  for (const platform of ['android', 'ios']) {
    const made = join(folder, platform)
    expo(field, 'export', '--platform', platform, '--output-dir', made)
    const bundle = below(made).find((name) => name.endsWith('.hbc'))
    expect(`${platform}: a bundle`, bundle)
    expect(`${platform}: bytecode`, bundle && readFileSync(join(made, bundle)).subarray(0, 4).toString('hex') === HERMES)
  }

  // The native projects are written into the folder of the app, so a copy of it is what they are made in.
  const copy = join(folder, 'work', 'field')
  mkdirSync(copy, { recursive: true })
  const left = new Set(['node_modules', 'dist', 'dist.new', 'android', 'ios', '.expo'])
  for (const name of readdirSync(field)) if (!left.has(name)) cpSync(join(field, name), join(copy, name), { recursive: true })
  for (const name of ['node_modules', 'packages', 'package.json']) symlinkSync(join(field, '..', name), join(folder, 'work', name))
  if (existsSync(join(field, 'node_modules'))) symlinkSync(join(field, 'node_modules'), join(copy, 'node_modules'))
  expo(copy, 'prebuild', '--no-install', '--clean')
  const android = readFileSync(join(copy, 'android/app/src/main/AndroidManifest.xml'), 'utf8')
  const files = below(join(copy, 'ios'))
  const ios = (ending) => files.filter((name) => name.endsWith(ending) && !name.includes('Pods')).map((name) => readFileSync(join(copy, 'ios', name), 'utf8')).join('\n')
  expect('android: links', android.includes('android:autoVerify="true"') && android.includes(`android:host="${host}"`) && android.includes('android:scheme="fettle"'))
  expect('android: no microphone', !/uses-permission[^>]*RECORD_AUDIO(?![^>]*remove)/.test(android))
  expect('ios: links', ios('.entitlements').includes(`applinks:${host}`))
  for (const key of ['NSCameraUsageDescription', 'NSPhotoLibraryUsageDescription', 'NSLocationWhenInUseUsageDescription']) expect(`ios: ${key}`, ios('Info.plist').includes(key))
  expect('ios: no microphone', !ios('Info.plist').includes('NSMicrophoneUsageDescription'))
  expect('ios: texts in Spanish', files.some((name) => /es\.lproj/.test(name)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

for (const fault of faults) process.stderr.write(`missing: ${fault}\n`)
process.stdout.write(`native: ${faults.length ? 'not as it should be' : 'bundles for Android and iOS, both projects'}\n`)
process.exitCode = faults.length ? 1 : 0
