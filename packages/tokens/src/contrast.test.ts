import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accentOf } from './accent.ts'
import { type Colour, contrast, parsed } from './colour.ts'

const sheet = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

function pair(value: string): { light: Colour; dark: Colour } {
  const [, light, dark] = /light-dark\((#\w+), (#\w+)\)/.exec(value) ?? []
  return { light: parsed(light!)!, dark: parsed(dark!)! }
}

const tokens = Object.fromEntries(
  [...sheet.matchAll(/--([\w-]+): (light-dark\([^)]*\))/g)].map(([, name, value]) => [name!, pair(value!)]),
)
const surfaces = ['sunken', 'paper', 'raised', 'hover', 'selected']
const meanings = ['good', 'info', 'warn', 'bad', 'violet', 'quiet', 'accent']

function ratio(text: string, ground: string, theme: 'light' | 'dark'): number {
  return contrast(tokens[text]![theme], tokens[ground]![theme])
}

describe.each(['light', 'dark'] as const)('contrast in the %s', (theme) => {
  it.each(['ink', 'muted', 'faint', ...meanings].flatMap((text) => surfaces.map((ground) => [text, ground])))(
    '%s can be read on %s',
    (text, ground) => expect(ratio(text!, ground!, theme)).toBeGreaterThanOrEqual(4.5),
  )
  it.each(meanings)('%s can be read on its soft ground', (text) =>
    expect(ratio(text, `${text}-soft`, theme)).toBeGreaterThanOrEqual(4.5),
  )
  it('what stands on the accent can be read', () =>
    expect(ratio('on-accent', 'accent', theme)).toBeGreaterThanOrEqual(4.5))
  it.each(['edge', 'focus', 'series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6', 'series-7'])(
    '%s is seen on paper and on what is raised',
    (line) => {
      expect(ratio(line, 'paper', theme)).toBeGreaterThanOrEqual(3)
      expect(ratio(line, 'raised', theme)).toBeGreaterThanOrEqual(3)
    },
  )
})

describe('the accent of a tenant', () => {
  const chosen = ['#ffff00', '#ffffff', '#000000', '#e11', '#14634f', '#7fd3ff', '#808080', '#3b0066']
  it.each(chosen)('%s becomes readable in light and dark', (hex) => {
    const made = Object.fromEntries(Object.entries(accentOf(hex)!).map(([name, value]) => [name, pair(value)]))
    for (const theme of ['light', 'dark'] as const) {
      for (const ground of surfaces) {
        expect(contrast(made['--accent']![theme], tokens[ground]![theme])).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(made['--on-accent']![theme], made['--accent']![theme])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(made['--accent']![theme], made['--accent-soft']![theme])).toBeGreaterThanOrEqual(4.5)
    }
  })
  it('is left as it is when what was chosen is no colour', () => expect(accentOf('greenish')).toBeUndefined())
})
