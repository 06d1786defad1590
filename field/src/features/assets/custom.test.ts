import { describe, expect, it } from 'vitest'
import { customLines, linkName, nameOf } from './custom.ts'

it('names are made of keys', () => {
  expect(nameOf('expected_life_years')).toBe('Expected life years')
  expect(nameOf('filterSize')).toBe('Filter Size')
})

describe('the own fields', () => {
  it('are read by kind', () =>
    expect(customLines('{"manual": "https://m.example/a.pdf", "open_to": ["All", "Staff"], "inspected_on": "2026-06-02", "years": 20, "fenced": false, "empty": "", "none": null}')).toEqual([
      { name: 'Manual', values: ['https://m.example/a.pdf'], link: 'https://m.example/a.pdf' },
      { name: 'Open to', values: ['All', 'Staff'] },
      { name: 'Inspected on', values: ['2026-06-02'], day: '2026-06-02' },
      { name: 'Years', values: ['20'] },
      { name: 'Fenced', values: [], flag: false },
    ]))
  it('may be missing or broken', () => {
    expect(customLines(null)).toEqual([])
    expect(customLines('{')).toEqual([])
    expect(customLines('[1]')).toEqual([])
  })
})

it('a link is said in short', () => {
  expect(linkName('https://manuals.riverside.example/mow-03.pdf?x=1')).toBe('mow-03.pdf')
  expect(linkName('https://maker.example/a/very-long-name-of-a-document-that-nobody-reads.pdf')).toBe('maker.example')
  expect(linkName('https://maker.example/')).toBe('maker.example')
})
