import { Model } from '@nozbe/watermelondb'
import { describe, expect, it } from 'vitest'
import { isTaken, referred } from './models.ts'
import { OWN, OWN_TABLES } from './own.ts'
import { migrations, schema, SYNCED, SYNCED_TABLES } from './schema.ts'

const tables = [...SYNCED.tables, ...OWN.tables]

describe('the schema', () => {
  it('has every table once, those of this device under names of their own', () => {
    expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length)
    expect(Object.keys(schema.tables)).toHaveLength(tables.length)
    expect(SYNCED_TABLES.filter((name) => OWN_TABLES.has(name))).toEqual([])
  })

  it('leaves to Watermelon what is called as something of its own', () => {
    const record = new Model({} as never, {} as never)
    for (const { columns } of tables) for (const { name } of columns) expect(name in record, name).toBe(isTaken(name))
    expect(isTaken('collection')).toBe(true)
    expect(isTaken('title')).toBe(false)
  })

  it('can be reached from the first one', () => {
    expect(migrations.maxVersion).toBe(schema.version)
    expect(migrations.minVersion).toBe(1)
  })
})

it.each([
  ['work_order_id', 'work_orders'],
  ['asset_id', 'assets'],
  ['staff_id', 'staff'],
  ['log_entry_id', 'log_entries'],
  ['reverses_id', undefined],
  ['title', undefined],
])('%s leads to %s', (column, table) => expect(referred(column)).toBe(table))
