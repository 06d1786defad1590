import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Row } from '@/db'
import common from '../../../packages/words/src/en/common.json'
import fieldMe from '../../../packages/words/src/en/fieldMe.json'
import { fresh, shown, stored } from './columns.ts'
import type { Told } from './loading.ts'
import { type Conflict, parsed, read, REASONS, workOf } from './reading.ts'
import { side, ways } from './ways.ts'
import { heading, reason, type Say, whole } from './wording.ts'

const conflict = (given: Partial<Conflict>): Conflict => ({
  id: 'c', collection: 'work_orders', recordId: 'w', field: 'title', reason: 'overwritten', mine: 'Mine', office: 'Theirs', message: '', device: null, at: 0, ...given,
})
const entry = {
  id: 'e', work_order_id: 'w', performed_on: '2026-03-02', staff_id: 's', note: 'Seal\nreplaced', created_at: 5,
  lines: [{ id: 'l', log_entry_id: 'e', work_order_id: 'w', position: 1, kind: 'labour', quantity: 1.5, unit: 'h', staff_id: 's', amount: 40 }],
}

describe('reading', () => {
  const row = { id: 'c', collection: 'comments', record_id: 'r', field: '', client_value: '{"body":"Ü","work_order_id":"w"}', server_value: null, reason: 'terminal', message: 'm', device_id: '', created_at: 7, _status: 'synced', _changed: '' }
  it('takes JSON apart, and an empty field for the whole record', () => {
    expect(read(row as Row<'sync_conflicts'>)).toMatchObject({ field: null, mine: { body: 'Ü' }, office: null, reason: 'terminal', device: null, at: 7 })
    expect(read({ ...row, device_id: 'd' } as Row<'sync_conflicts'>).device).toBe('d')
  })
  it('keeps text that is no JSON as it was typed', () => {
    expect(parsed('not {json')).toBe('not {json')
    expect(parsed('"quoted"')).toBe('quoted')
  })
  it('does not stumble over a reason of a newer server', () => {
    expect(read({ ...row, reason: 'moon_phase' } as Row<'sync_conflicts'>).reason).toBe('other')
  })
  it('finds the work order that something belongs to', () => {
    expect(workOf(conflict({}))).toBe('w')
    expect(workOf(conflict({ collection: 'log_entries', recordId: 'e', field: null, mine: entry }))).toBe('w')
    expect(workOf(conflict({ collection: 'work_order_assets', recordId: 'w.a', field: null, mine: null }))).toBe('w')
    expect(workOf(conflict({ collection: 'comments', mine: 'text' }))).toBeUndefined()
  })
})

describe('columns', () => {
  it('writes values as the database takes them', () => {
    expect(stored('instant', '2026-03-02T00:00:00Z')).toBe(Date.UTC(2026, 2, 2))
    expect(stored('instant', 12)).toBe(12)
    expect(stored('instant', 'soon')).toBeUndefined()
    expect(stored('money', '12.50')).toBe(12.5)
    expect(stored('id', '')).toBeNull()
    expect(stored('json', ['a'])).toBe('["a"]')
    expect(stored('text', { a: 1 })).toBeUndefined()
  })
  it('takes of a record again only what a phone may say', () => {
    expect(fresh('log_entries', entry, 99)).toEqual({ created_at: 99, work_order_id: 'w', performed_on: '2026-03-02', staff_id: 's', note: 'Seal\nreplaced' })
  })
  it('shows everything that somebody typed, also what this app does not know', () => {
    expect(shown('log_entries', { ...entry, mood: 'good' })).toEqual(['work_order_id', 'performed_on', 'staff_id', 'note', 'mood'])
  })
})

describe('what one can do', () => {
  const here = { title: 'Theirs' }
  it('writes mine again where another value stands, and gives way where mine stands', () => {
    expect(ways(conflict({}), { now: here, parent: null })).toEqual(['takeMine'])
    expect(ways(conflict({}), { now: { title: 'Mine' }, parent: null })).toEqual(['takeTheirs'])
    expect(side(conflict({}), { title: 'A third' })).toBe('neither')
  })
  it('does not offer what the office would refuse again', () => {
    for (const refused of REASONS.filter((each) => each !== 'overwritten')) expect(ways(conflict({ reason: refused }), { now: here, parent: null })).toEqual([])
    expect(ways(conflict({ field: 'status', mine: 'complete' }), { now: { status: 'closed' }, parent: null })).toEqual([])
    expect(ways(conflict({}), { now: null, parent: null })).toEqual([])
  })
  it('adds a whole record again once there is something to add it to', () => {
    const log = conflict({ collection: 'log_entries', field: null, mine: entry, reason: 'parent_missing' })
    expect(ways(log, { now: null, parent: null })).toEqual([])
    expect(ways(log, { now: null, parent: { status: 'in_progress' } })).toEqual(['addAgain'])
    expect(ways({ ...log, reason: 'terminal' }, { now: null, parent: { status: 'closed' } })).toEqual([])
    expect(ways({ ...log, reason: 'kept_first' }, { now: null, parent: { status: 'in_progress' } })).toEqual([])
    expect(ways({ ...log, mine: { ...entry, reverses_id: 'x' } }, { now: null, parent: { status: 'complete' } })).toEqual([])
  })
})

describe('in words', () => {
  let t: Say
  beforeAll(async () => {
    await i18next.init({ lng: 'en', resources: { en: { fieldMe, common } }, defaultNS: 'fieldMe', interpolation: { escapeValue: false, defaultVariables: { w: { work_order: 'Work order', task: 'Task' } } } })
    t = i18next.getFixedT('en', ['fieldMe', 'common']) as unknown as Say
  })
  const told = (given: Partial<Conflict>, more: Partial<Told> = {}): Told => ({
    conflict: conflict(given), names: new Map([['s', 'Ana Silva'], ['w', 'WO-7 Pump']]), ways: [], stands: 'neither', elsewhere: false, subject: { name: 'WO-7 Pump', path: undefined }, ...more,
  })
  it('has a sentence for every reason, of a field and of a whole record', () => {
    for (const each of [...REASONS, 'other' as const]) {
      for (const field of ['status', null]) expect(reason(t, told({ reason: each, field }))).not.toMatch(/conflicts\./)
    }
  })
  it('says who stands when two changed the same', () => {
    expect(reason(t, told({}, { stands: 'mine' }))).toContain('Yours came later')
    expect(reason(t, told({}, { stands: 'office' }))).toContain('What they wrote stands')
  })
  it('reads states and names, never ids', () => {
    const text = whole(t, told({ field: 'status', mine: 'complete', office: 'cancelled', reason: 'terminal' }))
    expect(heading(t, told({ field: 'status' }))).toBe('Work order: state')
    expect(text).toContain('You had:\nComplete')
    expect(text).toContain('The office has:\nCancelled')
  })
  it('puts all of a refused log entry with its lines into the copied text', () => {
    const text = whole(t, told({ collection: 'log_entries', field: null, mine: entry, office: null, reason: 'terminal' }))
    for (const piece of ['Seal\nreplaced', 'Ana Silva', 'Labour', 'Quantity: 1.5', 'Unit: h']) expect(text).toContain(piece)
  })
})
