import { describe, expect, it } from 'vitest'
import { sources } from './sources.ts'

/**
 * app (addresses) → frame → features (screens) → ui, session, sync (what they stand on) → db, theme, words → lib, platform. Features know each
 * other only where it stands here.
 */
const OPEN: Record<string, string[]> = {
  // How work is logged: the wizard's parts serve the quick fix and the work order.
  quick: ['log'],
  work: ['log'],
}
const GROUND = ['db', 'lib', 'platform', 'session', 'sync', 'theme', 'ui', 'words']

const imports = (text: string): string[] => [...text.matchAll(/(?:from|import)\s*\(?\s*'@\/([^']+)'/g)].map((match) => match[1]!)

describe('who may know whom', () => {
  it.each(sources.filter(({ path }) => GROUND.some((name) => path.startsWith(`src/${name}/`))))('$path knows no screens', ({ text }) =>
    expect(imports(text).filter((name) => /^(features|frame)\//.test(name))).toEqual([]))

  it.each(sources.filter(({ path }) => path.startsWith('src/features/')))('$path knows its own feature', ({ path, text }) => {
    const own = path.split('/')[2]!
    const foreign = imports(text).filter((name) => {
      // A feature shows what others may use in its index; the rest is its own.
      const [, feature, inside] = /^features\/([^/]+)(\/.+)?$/.exec(name) ?? []
      return feature !== undefined && feature !== own && inside !== undefined && !OPEN[own]?.includes(feature)
    })
    expect(foreign).toEqual([])
  })
})

describe('the look', () => {
  // What is drawn on pictures has colours of its own.
  it.each(sources.filter(({ path }) => !/^src\/(theme|photos)\//.test(path)))('$path takes colours from the theme', ({ text }) =>
    expect(text.match(/'#[0-9a-f]{3,8}'|(?<!&)#[0-9a-f]{6}\b/gi) ?? []).toEqual([]))
})

it('no file logs', () => expect(sources.filter(({ text }) => /\bconsole\.\w+\(/.test(text)).map(({ path }) => path)).toEqual([]))
