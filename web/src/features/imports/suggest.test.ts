import { describe, expect, it } from 'vitest'
import { formatOf } from './dates'
import { keyOf, missing, sourceName, suggested, translations, used } from './suggest'

const rows = [
  { '': '0', BscStartDate: '2004-07-01', Asset: 'A', OriginalShorttext: "BUCKET WON'T OPEN", PMType: 'PM01', Cost: '183.05', id: '0' },
  { '': '1', BscStartDate: '2005-03-20', Asset: 'A', OriginalShorttext: 'L/H BUCKET CYL LEAKING.', PMType: 'PM01', Cost: '407.4', id: '1' },
]
const excavators = { columns: Object.keys(rows[0]!), rows }

describe('a first mapping', () => {
  it('finds columns by their names, however they are written', () => {
    const { fields, key } = suggested('work_order', excavators, 'x')
    expect(fields).toMatchObject({ title: { column: 'OriginalShorttext' }, reportedAt: { column: 'BscStartDate' }, asset: { column: 'Asset' }, cost: { column: 'Cost' } })
    expect(key).toEqual(['id'])
  })
  it('says what is still to be filled in', () => expect(missing(suggested('work_order', excavators, 'x'))).toEqual(['status']))
  it('takes no column for a date whose values are none', () =>
    expect(suggested('work_request', { columns: ['Created', 'Title'], rows: [{ Created: 'by Ann', Title: 'x' }] }, 'x').fields).toEqual({ title: { column: 'Title' } }))
  it('translates what differs in letters only', () => expect(translations(['In Progress', 'Closed', 'WMATL', 'new'], ['new', 'in_progress', 'closed'])).toEqual({ 'In Progress': 'in_progress', Closed: 'closed' }))
  it('knows which columns a template reads', () => {
    const mapping = suggested('site', { columns: ['a', 'b', 'c'], rows: [{ a: '1', b: '2', c: '3' }] }, 'x')
    mapping.fields.name = { template: '{b}[, {c}]' }
    expect([...used(mapping)].sort()).toEqual(['a', 'b', 'c'])
  })
})

describe('the key of a row', () => {
  it('is the column called id whose values differ', () => expect(keyOf({ columns: ['Name', 'Case ID'], rows: [{ Name: 'a', 'Case ID': '7' }, { Name: 'b', 'Case ID': '8' }] })).toEqual(['Case ID']))
  it('is not a column with repeated values', () => expect(keyOf({ columns: ['id', 'Name'], rows: [{ id: '1', Name: 'a' }, { id: '1', Name: 'b' }] })).toEqual(['Name']))
})

describe('how dates are written', () => {
  it.each([
    [['2004-07-01', ''], null],
    [['01/15/2015 05:09:03 PM'], '%m/%d/%Y %I:%M:%S %p'],
    [['03/04/2015', '12/31/2015'], '%m/%d/%Y'],
    [['03/04/2015', '31/12/2015'], '%d/%m/%Y'],
    [['31.12.2015'], '%d.%m.%Y'],
  ])('%j', (samples, format) => expect(formatOf(samples)?.format).toBe(format))
  it('follows most of them, so that the others show as faults', () => expect(formatOf(['2026-03-01', '2026-03-02', 'tomorrow'])?.format).toBeNull())
  it('is not known for texts', () => expect(formatOf(['soon'])).toBeUndefined())
})

it('names the system after the file', () => expect(sourceName('Work Orders_2015 (final).csv')).toBe('work-orders-2015-final'))
