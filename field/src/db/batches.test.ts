import { describe, expect, it } from 'vitest'
import { bound, inserted, isIndexing } from './batches.ts'

const insert = 'insert into "sites" ("id", "_status", "name") values (?, ?, ?)'
const rows = (count: number) => Array.from({ length: count }, (_, at) => [`s${at}`, 'synced', `Site ${at}`])

describe('inserts', () => {
  it('of few records stay as they are', () => expect(inserted(insert, rows(2))).toEqual([{ sql: insert, args: rows(2) }]))

  it('of many bring many rows at once, in order and none twice', () => {
    const runs = inserted(insert, rows(4321))
    expect(runs.flatMap((run) => run.args).flat()).toEqual(rows(4321).flat())
    expect(runs).toHaveLength(2)
    for (const { sql, args } of runs) for (const each of args) expect(sql.split('?').length - 1).toBe(each.length)
    expect(runs.reduce((sum, run) => sum + run.args.length, 0)).toBeLessThan(5)
  })

  it('leave other statements alone', () => {
    const sql = 'update "sites" set "name" = ? where "id" is ?'
    expect(inserted(sql, [['a', '1'], ['b', '2'], ['c', '3']])).toEqual([{ sql, args: [['a', '1'], ['b', '2'], ['c', '3']] }])
    expect(inserted('drop index "x"', [[]])).toEqual([{ sql: 'drop index "x"', args: [[]] }])
  })
})

it('values that SQLite does not know are said in its words', () => expect(bound([true, false, undefined, null, 0, ''])).toEqual([1, 0, null, null, 0, '']))

it('indexes stay as they are', () => {
  expect(isIndexing([0, null, 'drop index if exists "sites_name"', [[]]])).toBe(true)
  expect(isIndexing([0, null, 'create index if not exists "sites_name" on "sites" ("name")', [[]]])).toBe(true)
  expect(isIndexing([0, null, 'update "sites" set "name" = ? where "id" is ?', [['a', 'b']]])).toBe(false)
  expect(isIndexing([1, 'sites', insert, rows(1)])).toBe(false)
})
