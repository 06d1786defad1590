import { contrast, parsed } from '@fettle/tokens'
import { describe, expect, it } from 'vitest'
import { type Palette, paletteOf, type Scheme } from './themes.ts'

const ratio = (palette: Palette, text: keyof Palette, ground: keyof Palette) => contrast(parsed(palette[text])!, parsed(palette[ground])!)
const texts = ['ink', 'muted', 'faint', 'good', 'info', 'warn', 'bad', 'violet', 'quiet', 'accent'] as const
const grounds = ['sunken', 'paper', 'raised', 'hover', 'selected'] as const

describe.each(['light', 'dark'] as Scheme[])('high contrast, %s', (scheme) => {
  const palette = paletteOf(scheme, true)
  it.each(texts)('%s reaches 7 : 1 wherever it stands', (text) => {
    for (const ground of grounds) expect(ratio(palette, text, ground)).toBeGreaterThanOrEqual(7)
  })
  it('has lines that are seen, and buttons that can be read', () => {
    expect(ratio(palette, 'line', 'paper')).toBeGreaterThanOrEqual(4.5)
    expect(ratio(palette, 'onAccent', 'accent')).toBeGreaterThanOrEqual(7)
    for (const text of ['good', 'info', 'warn', 'bad', 'violet', 'quiet', 'accent'] as const) {
      expect(ratio(palette, text, `${text}Soft`)).toBeGreaterThanOrEqual(7)
    }
  })
})

it('a tenant’s colour is taken, and left out where contrast counts', () => {
  expect(paletteOf('light', false, '#3b0066').accent).toBe('#3b0066')
  expect(paletteOf('light', true, '#3b0066').accent).not.toBe('#3b0066')
  expect(paletteOf('dark', false, 'greenish')).toEqual(paletteOf('dark', false))
})
