import { describe, expect, it } from 'vitest'
import { TITLE, toldOf } from './text.ts'

describe('what is wrong', () => {
  it('is a title', () => expect(toldOf('  Tap  drips ')).toEqual({ title: 'Tap drips', description: null }))
  it('is a title and more below it', () => expect(toldOf('Tap drips\n\nSince Monday.\nCold one.')).toEqual({ title: 'Tap drips', description: 'Since Monday.\nCold one.' }))
  it('is shortened between words, and kept whole', () => {
    const long = `The tap in the hall ${'drips and drips '.repeat(20)}`.trim()
    const told = toldOf(long)!
    expect(told.title.length).toBeLessThanOrEqual(TITLE)
    expect(told.title).toMatch(/ (drips|and)…$/)
    expect(told.description).toBe(long)
  })
  it('may have no spaces', () => expect(toldOf('x'.repeat(300))!.title).toHaveLength(TITLE))
  it('must be said', () => expect(toldOf(' \n ')).toBeUndefined())
})
