import { describe, expect, it } from 'vitest'
import { type Changes, isEmpty, portion, type Raw } from './push.ts'

const tables = ['work_orders', 'log_entries', 'log_lines']
const raw = (id: string, more: object = {}): Raw => ({ id, ...more })
const none = { created: [], updated: [], deleted: [] }
const changes = (some: Partial<Record<string, Partial<Changes[string]>>>): Changes =>
  Object.fromEntries([...tables, 'drafts'].map((table) => [table, { ...none, ...some[table] }]))
const ids = (records: readonly (Raw | string)[]) => records.map((record) => (typeof record === 'string' ? record : record.id))

describe('what goes out', () => {
  it('is everything when it is little, without the tables of this device', () => {
    const part = portion(changes({ work_orders: { created: [raw('a')], updated: [raw('b')], deleted: ['c'] }, drafts: { updated: [raw('d')] } }), tables)
    expect(part).toEqual({ changes: { work_orders: { created: [raw('a')], updated: [raw('b')], deleted: ['c'] }, log_entries: none, log_lines: none }, heldBack: {}, sent: 3, held: 0 })
  })

  it('keeps an entry and its lines together', () => {
    const lines = [raw('l1', { log_entry_id: 'e1' }), raw('l2', { log_entry_id: 'e2' }), raw('l3', { log_entry_id: 'e1' }), raw('l4', { log_entry_id: 'sent before' })]
    const part = portion(changes({ log_entries: { created: [raw('e1'), raw('e2')] }, log_lines: { created: lines } }), tables, 4)
    expect(ids(part.changes.log_entries!.created)).toEqual(['e1'])
    expect(ids(part.changes.log_lines!.created)).toEqual(['l1', 'l3'])
    expect(part.heldBack).toEqual({ log_entries: ['e2'], log_lines: ['l2', 'l4'] })
    expect([part.sent, part.held]).toEqual([3, 3])
  })

  it('sends what others refer to first, and deletes last and the other way round', () => {
    const all = changes({ work_orders: { created: [raw('w')], deleted: ['wx'] }, log_entries: { created: [raw('e')] }, log_lines: { created: [raw('l')], deleted: ['lx'] } })
    const sent: string[] = []
    let rest: Changes = all
    for (let round = 0; round < 9 && !isEmpty(rest); round += 1) {
      const part = portion(rest, tables, 1)
      for (const table of tables) for (const kind of ['created', 'deleted'] as const) sent.push(...ids(part.changes[table]![kind]))
      const held = (table: string, id: string) => part.heldBack[table]?.includes(id) ?? false
      rest = Object.fromEntries(tables.map((table) => [table, { created: rest[table]!.created.filter(({ id }) => held(table, id)), updated: [], deleted: rest[table]!.deleted.filter((id) => held(table, id)) }]))
    }
    expect(sent).toEqual(['w', 'e', 'l', 'lx', 'wx'])
  })

  it('sends what is larger than a push by itself', () => {
    const lines = Array.from({ length: 5 }, (_, at) => raw(`l${at}`, { log_entry_id: 'e' }))
    expect(portion(changes({ log_entries: { created: [raw('e')] }, log_lines: { created: lines } }), tables, 3)).toMatchObject({ sent: 6, held: 0 })
  })

  it('loses and doubles nothing, whatever the size', () => {
    const entries = Array.from({ length: 700 }, (_, at) => raw(`e${at}`))
    const lines = entries.flatMap(({ id }, at) => Array.from({ length: at % 7 }, (_, n) => raw(`${id}-${n}`, { log_entry_id: id })))
    for (const most of [1, 7, 100, 4000]) {
      const part = portion(changes({ log_entries: { created: entries }, log_lines: { created: lines } }), tables, most)
      const all = [...ids(part.changes.log_entries!.created), ...ids(part.changes.log_lines!.created), ...Object.values(part.heldBack).flat()]
      expect(all.sort()).toEqual([...ids(entries), ...ids(lines)].sort())
      expect(part.sent + part.held).toBe(entries.length + lines.length)
    }
  })
})
