import { describe, expect, it } from 'vitest'
import { customLines, fieldsOf, linkName, nameOf } from './lines.ts'

const field = (key: string, type: string, position = 0, subtype_id: string | null = null) => ({ key, label: `The ${key}`, type, position, subtype_id })

describe('the own fields', () => {
  it('have their names and their order', () => {
    const fields = [field('b', 'text', 2), field('a', 'text', 2), field('last', 'text', 9), field('first', 'number', 1)]
    expect(customLines('{"last": "x", "a": "1", "b": "2", "first": 3}', fields).map(({ name }) => name)).toEqual(['The first', 'The a', 'The b', 'The last'])
  })

  it('are read by kind', () => {
    const fields = ['url', 'choices', 'date', 'number', 'boolean', 'text', 'choice'].map((type, position) => field(type, type, position))
    const values = { url: 'https://m.example/a.pdf', choices: ['All', 'Staff'], date: '2026-06-02', number: 1234.5, boolean: false, text: '2026-06-02', choice: 'Diesel' }
    expect(customLines(JSON.stringify(values), fields).map(({ key, name: _name, ...read }) => [key, read])).toEqual([
      ['url', { values: ['https://m.example/a.pdf'], link: 'https://m.example/a.pdf' }],
      ['choices', { values: ['All', 'Staff'] }],
      ['date', { values: ['2026-06-02'], day: '2026-06-02' }],
      ['number', { values: [], number: 1234.5 }],
      ['boolean', { values: [], flag: false }],
      // A text that looks like a day is a text.
      ['text', { values: ['2026-06-02'] }],
      ['choice', { values: ['Diesel'] }],
    ])
  })

  it('of another type of asset are not shown, nor is what no field is there for', () => {
    const fields = [field('all', 'text'), field('trucks', 'text', 1, 'truck'), field('pumps', 'text', 2, 'pump')]
    expect(fieldsOf(fields, 'pump').map(({ key }) => key)).toEqual(['all', 'pumps'])
    expect(customLines('{"all": "1", "trucks": "2", "gone": "3", "pumps": " "}', fields, 'pump').map(({ key }) => key)).toEqual(['all'])
  })

  it('are called by their keys until this device knows them', () => {
    expect(nameOf('filterSize')).toBe('Filter Size')
    expect(customLines('{"expected_life_years": 20, "inspected_on": "2026-06-02", "none": null}', [])).toEqual([
      { key: 'expected_life_years', name: 'Expected life years', values: [], number: 20 },
      { key: 'inspected_on', name: 'Inspected on', values: ['2026-06-02'], day: '2026-06-02' },
    ])
  })

  it('may be missing or broken', () => {
    for (const json of [null, '{', '[1]']) expect(customLines(json, [field('a', 'text')])).toEqual([])
  })
})

it('a link is said in short', () => {
  expect(linkName('https://manuals.riverside.example/mow-03.pdf?x=1')).toBe('mow-03.pdf')
  expect(linkName('https://maker.example/a/very-long-name-of-a-document-that-nobody-reads.pdf')).toBe('maker.example')
  expect(linkName('https://maker.example/')).toBe('maker.example')
})
