import { describe, expect, it } from 'vitest'
import { blank, type Fixed, isSaid, outcomeOf, phrasesOf, readPhrases, readQuick, rowsOf, titled, withPhrase } from './fixing.ts'

const may = (...held: string[]) => (...asked: string[]) => asked.every((each) => held.includes(each))

it('what becomes of it is a matter of permissions', () => {
  expect(outcomeOf(may('work_orders:create', 'work_orders:work', 'work_orders:complete'))).toBe('complete')
  expect(outcomeOf(may('work_orders:create', 'work_orders:work'))).toBe('waits')
  expect(outcomeOf(may('work_orders:work', 'work_orders:complete'))).toBe('no')
})

describe('what is stored', () => {
  const fixed: Fixed = {
    draft: { ...blank('w', 'e', 15), assetId: 'a', siteId: 's', taskCodeId: 't' }, outcome: 'complete', title: 'Tightened', description: null, note: 'Tia fixed this.', userId: 'u', staffId: 'me', logs: true,
    now: 10_000_000, today: '2026-11-21',
  }
  it('is complete work with its time', () => {
    const { order, asset, entry, line } = rowsOf(fixed)
    expect(order).toMatchObject({ status: 'complete', kind: 'corrective', started_at: 10_000_000 - 900_000, reported_at: 10_000_000 - 900_000, completed_at: 10_000_000, assignee_id: 'me', description: null })
    expect(asset).toEqual({ id: 'w.a', work_order_id: 'w', asset_id: 'a', position: 0 })
    expect(entry).toMatchObject({ id: 'e', work_order_id: 'w', performed_on: '2026-11-21' })
    expect(line).toMatchObject({ log_entry_id: 'e', quantity: 0.25, unit: 'hour', staff_id: 'me', asset_id: 'a', task_code_id: 't' })
  })
  it('has no log without time, staff or the right to log', () => {
    for (const other of [{ draft: { ...fixed.draft, minutes: null } }, { staffId: null }, { logs: false }]) expect(rowsOf({ ...fixed, ...other })).toMatchObject({ entry: undefined, line: undefined })
  })
  it('waits for the office with all in words', () => {
    const { order, entry } = rowsOf({ ...fixed, outcome: 'waits' })
    expect(order).toMatchObject({ status: 'new', started_at: null, completed_at: null, description: 'Tia fixed this.' })
    expect(entry).toBeUndefined()
  })
})

describe('a title', () => {
  it('is what was said, or what was fixed', () => {
    expect(titled(' Oiled ', 'Fixed: Gate')).toEqual({ title: 'Oiled', description: null })
    expect(titled('', 'Fixed: Gate')).toEqual({ title: 'Fixed: Gate', description: null })
    expect(titled('Oiled\nTwice', '')).toEqual({ title: 'Oiled', description: 'Oiled\nTwice' })
  })
  it('is never too long, and nothing is lost', () => {
    const text = 'word '.repeat(60).trim()
    const { title, description } = titled(text, '')
    expect(title.length).toBeLessThanOrEqual(121)
    expect(description).toBe(text)
    expect(titled('x'.repeat(500), '').title.length).toBeLessThanOrEqual(121)
  })
})

it('something must be said', () => {
  expect(isSaid(blank('w', 'e', 15))).toBe(false)
  expect(isSaid({ ...blank('w', 'e', 15), text: 'Oiled' })).toBe(true)
  expect(isSaid({ ...blank('w', 'e', 15), siteId: 's' })).toBe(true)
})

it('what was said last comes first, once', () => {
  const known = [{ text: 'Oiled', taskCodeId: null }, { text: 'Cleaned', taskCodeId: 'c' }]
  expect(withPhrase(known, { text: 'cleaned', taskCodeId: null }).map(({ text }) => text)).toEqual(['cleaned', 'Oiled'])
  expect(withPhrase(known, { text: ' ', taskCodeId: null })).toEqual(known)
  expect(phrasesOf(known, [{ text: 'OILED', taskCodeId: 'o' }, { text: 'Painted', taskCodeId: 'p' }]).map(({ text }) => text)).toEqual(['Oiled', 'Cleaned', 'Painted'])
})

it('is read back whole or not at all', () => {
  expect(readQuick(JSON.stringify(blank('w', 'e', null)))).toEqual(blank('w', 'e', null))
  for (const text of [undefined, '', '{', 'null', '{"version":1}']) expect(readQuick(text)).toBeUndefined()
  for (const text of [undefined, '{', '{}', '[1,null]']) expect(readPhrases(text)).toEqual([])
})
