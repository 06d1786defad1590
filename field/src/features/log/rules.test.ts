import { describe, expect, it } from 'vitest'
import { begin } from './drafts.ts'
import { linesOf } from './lines.ts'
import type { Item, LogDraft } from './records.ts'
import { type Facts, faultsOf } from './rules.ts'

const facts: Facts = { today: '2026-11-21', staff: new Set(['me', 'you']), order: { status: 'in_progress' }, does: false, answered: true }
const draft = (values: Partial<LogDraft> = {}): LogDraft => ({
  ...begin({ entryId: 'e', workOrderId: 'w', today: '2026-11-21', assetIds: ['a'], openTasks: 0, staffId: 'me' }), workers: [{ staffId: 'me', hours: '1' }], ...values,
})
const item = (values: Partial<Item> = {}): Item => ({ key: 'k', kind: 'material', item: 'Belt', vendor: '', quantity: '1', unit: '', unitCost: '', assetId: null, ...values })
const check = (values: Partial<LogDraft> = {}, given: Partial<Facts> = {}) => {
  const made = draft(values)
  return faultsOf(made, linesOf(made, [], new Set()), { ...facts, ...given }).map(({ step, at, code }) => `${step} ${at} ${code}`)
}

it('an hour of work is in order', () => expect(check()).toEqual([]))

describe('hours', () => {
  it.each([['0', 'notPositive'], ['-1', 'notPositive'], ['0.00001', 'notPositive'], ['25', 'tooManyHours'], ['soon', 'number']])('%s: %s', (hours, code) =>
    expect(check({ workers: [{ staffId: 'me', hours }] })).toContain(`labour workers.me ${code}`))
  it('a whole day is possible', () => expect(check({ workers: [{ staffId: 'me', hours: '24' }] })).toEqual([]))
  it('need somebody who still works here', () => expect(check({ workers: [{ staffId: 'gone', hours: '1' }] })).toEqual(['labour workers.gone staffGone']))
  it('may be left out for one of several', () => expect(check({ workers: [{ staffId: 'me', hours: '1' }, { staffId: 'you', hours: '' }] })).toEqual([]))
})

describe('what was used', () => {
  it('needs a name', () => expect(check({ items: [item({ item: ' ', unitCost: '3' })] })).toEqual(['materials items.k.item item']))
  it('needs a quantity', () => expect(check({ items: [item({ quantity: '' })] })).toEqual(['materials items.k.quantity number']))
  it('may have no price', () => expect(check({ items: [item()] })).toEqual([]))
  it.each([['-1', 'negative'], ['1.005', 'cents'], ['a lot', 'number'], ['9999999999999', 'tooLarge']])('price %s: %s', (unitCost, code) =>
    expect(check({ items: [item({ unitCost })] })).toEqual([`materials items.k.unitCost ${code}`]))
  it('never comes to more than can be stored', () => expect(check({ items: [item({ quantity: '1000', unitCost: '1000000000' })] })).toEqual(['materials items.k.unitCost tooLarge']))
  it('empty lines are no lines', () => expect(check({ items: [item({ item: '', quantity: '' }), item({ item: '' })] })).toEqual([]))
  it('but five of something are', () => expect(check({ items: [item({ item: '', quantity: '5' })] })).toEqual(['materials items.k.item item']))
  it('nobody is asked for too long words', () => expect(check({ items: [item({ unit: 'u'.repeat(31) })] })).toEqual(['materials items.k.unit tooLong']))
})

describe('a contractor', () => {
  const contract = (values: Partial<Item>) => check({ items: [item({ kind: 'contract', item: '', vendor: 'Otis', ...values })] })
  it('unnamed is nobody', () => expect(contract({ vendor: '' })).toEqual([]))
  it('has charged something', () => expect(contract({})).toEqual(['materials items.k.unitCost price']))
  it('may be paid by the hour later', () => expect(contract({ unit: 'hour' })).toEqual([]))
  it('has a name', () => expect(contract({ vendor: '', item: 'Lift', unitCost: '5' })).toEqual(['materials items.k.vendor vendor']))
})

describe('the whole', () => {
  it('needs a line', () => expect(check({ workers: [] })).toEqual(['review entry nothing']))
  it('or does something else', () => expect(check({ workers: [] }, { does: true })).toEqual([]))
  it('a note alone is no entry', () => expect(check({ workers: [], note: 'Hello' }, { does: true })).toEqual(['review entry nothing']))
  it('lies not in the future', () => expect(check({ performedOn: '2026-11-22' })).toEqual(['review day future']))
  it.each(['new', 'closed', 'cancelled', 'skipped'])('is not taken while the work is %s', (status) => expect(check({}, { order: { status } })).toEqual(['review order closed']))
  it.each(['approved', 'in_progress', 'on_hold', 'complete'])('is taken while the work is %s', (status) => expect(check({}, { order: { status } })).toEqual([]))
  it('has 200 lines at most', () => expect(check({ items: Array.from({ length: 200 }, (_, place) => item({ key: String(place) })) })).toEqual(['review entry tooMany']))
  it('that corrects another says why', () => expect(check({ corrects: { entryId: 'x', reason: ' ', reasonId: null } })).toEqual(['review reason reason']))
  it('completes only what is answered', () => expect(check({ onward: 'complete' }, { answered: false })).toEqual(['review onward tasks']))
})
