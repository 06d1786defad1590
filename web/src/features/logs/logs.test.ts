import type { LogEntry, LogLine, LogSummary } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { correctionBody, correctionValues, freshLine } from './correction'
import { costOf, hoursOf, linesIn, namesOf, rowsUnder, totalsOf } from './entries'
import { exportPath, periodOf, queryOf } from './query'

const line = (more: Partial<LogLine>): LogLine => ({ id: 'l', position: 0, kind: 'labour', quantity: '1.0000', unit: 'hour', ...more })
const entry = (more: Partial<LogEntry>): LogEntry => ({ id: 'e', workOrderId: 'w', performedOn: '2026-11-20', lines: [], createdAt: '', ...more })

describe('an entry', () => {
  const crew = entry({ staffId: 'a', staffName: 'Ann', lines: [line({}), line({ staffId: 'b', staffName: 'Bob', quantity: '2.5', amount: '100' }), line({ kind: 'material', quantity: '6', unit: 'l', amount: '9.5' })] })
  it('stands under a person with that person’s lines', () => {
    expect(hoursOf(linesIn(crew, 'person', 'b'))).toBe(2.5)
    expect(hoursOf(linesIn(crew, 'person', 'a'))).toBe(1)
    expect(hoursOf(linesIn(crew, 'day', '2026-11-20'))).toBe(3.5)
  })
  it('costs what its priced lines cost, and nothing known when none is priced', () => expect([costOf(crew.lines), costOf([line({})])]).toEqual([109.5, null]))
  it('names everybody once', () => expect(namesOf(crew)).toEqual(['Bob', 'Ann']))
})

it('puts entries under their groups in the order of the groups', () => {
  const entries = [entry({ id: '1', workOrderId: 'a' }), entry({ id: '2', workOrderId: 'b' }), entry({ id: '3', workOrderId: 'a' })]
  expect(rowsUnder(['b', 'a'], entries, ({ workOrderId }) => [workOrderId]).map(({ id }) => id)).toEqual(['b 2', 'a 1', 'a 3'])
})

it('adds sums up; costs that are hidden stay unknown', () => {
  const sum = (more: Partial<LogSummary>): LogSummary => ({ key: 'k', entries: 1, hours: '1.5', lines: 2, ...more })
  expect(totalsOf([sum({ cost: '10.10', unpriced: 1 }), sum({ cost: '-10.10' })])).toEqual({ entries: 2, hours: 3, lines: 4, unpriced: 1, cost: 0 })
  expect(totalsOf([sum({})]).cost).toBeNull()
})

describe('the filters', () => {
  it('ask for what stands, what was taken back, or both', () => {
    expect(queryOf({ reversed: ['false'] })).toEqual({ reversed: false })
    expect(queryOf({ reversed: true })).toEqual({ reversed: true })
    expect(queryOf({ reversed: ['true', 'false'], by: 'person', entry: 'x' })).toEqual({})
  })
  it('are said to the export one by one', () => expect(exportPath({ staffId: ['a', 'b'], reversed: false, kind: undefined })).toBe('/v1/log-entries.csv?staffId=a&staffId=b&reversed=false'))
  it('know usual periods, over months and years', () => {
    expect(periodOf('thisWeek', '2026-11-22')).toEqual({ performedFrom: '2026-11-16', performedTo: '2026-11-22' })
    expect(periodOf('lastWeek', '2026-12-02')).toEqual({ performedFrom: '2026-11-23', performedTo: '2026-11-29' })
    expect(periodOf('thisMonth', '2028-02-10')).toEqual({ performedFrom: '2028-02-01', performedTo: '2028-02-29' })
    expect(periodOf('lastMonth', '2027-01-31')).toEqual({ performedFrom: '2026-12-01', performedTo: '2026-12-31' })
  })
})

describe('a correction', () => {
  it('begins with the lines as they were, house rates left to be looked up anew', () => {
    const values = correctionValues(entry({ note: 'n', lines: [line({ unitCost: '45.00', staffId: 'a' }), line({ kind: 'material', item: 'Net', quantity: '2.5000', unit: 'each', unitCost: '3.10' })] }))
    expect(values.lines.map(({ quantity, unitCost }) => [quantity, unitCost])).toEqual([['1', null], ['2.5', '3.10']])
  })
  it('sends what its kind means, whatever was said before the kind was changed', () => {
    const body = correctionBody({ reason: ' r ', performedOn: null, staffId: null, note: null, lines: [{ ...freshLine('material'), item: 'Net', staffId: 'a' }, { ...freshLine(), item: 'Net', staffId: 'a' }] })
    expect(body.reason).toBe('r')
    expect(body.lines[0]).not.toHaveProperty('staffId')
    expect(body.lines[1]).toMatchObject({ kind: 'labour', staffId: 'a' })
    expect(body.lines[1]).not.toHaveProperty('item')
  })
})
