import { describe, expect, it } from 'vitest'
import { databaseVersion, ownVersion, serverVersion, type Shape, steps, versionOf } from './shape.ts'

const synced: Shape = {
  version: 3,
  tables: [
    { name: 'work_orders', columns: [{ name: 'title', type: 'string' }, { name: 'due_at', type: 'number', isOptional: true, since: 2 }] },
    { name: 'parts', since: 3, columns: [{ name: 'name', type: 'string' }] },
  ],
}
const own: Shape = {
  version: 2,
  tables: [
    { name: 'drafts', columns: [{ name: 'value', type: 'string' }, { name: 'kind', type: 'string', since: 1 }] },
    { name: 'marks', since: 2, columns: [{ name: 'at', type: 'number' }] },
  ],
}
/** Both steps of our own came while the server was at its second version. */
const ownSteps = [2, 2]

describe('one line of versions', () => {
  it('counts the steps of both', () => {
    expect(versionOf(synced, ownSteps)).toBe(5)
    expect([1, 2, 3].map((version) => databaseVersion(version, ownSteps))).toEqual([1, 2, 5])
    expect([1, 2].map((step) => ownVersion(step, ownSteps))).toEqual([3, 4])
  })

  it('knows which version of the server a database holds', () =>
    expect([1, 2, 3, 4, 5].map((version) => serverVersion(version, ownSteps))).toEqual([1, 2, 2, 2, 3]))

  it('leads from the first database to the newest without a gap', () => {
    expect(steps(synced, own, ownSteps).map((step) => [step.toVersion, step.tables.map((table) => table.name), step.widened.map((each) => `${each.table}: ${each.columns.map((column) => column.name)}`)])).toEqual([
      [2, [], ['work_orders: due_at']],
      [3, [], ['drafts: kind']],
      [4, ['marks'], []],
      [5, ['parts'], []],
    ])
  })

  it('has no steps at first', () => expect(steps({ ...synced, version: 1, tables: [] }, { version: 0, tables: [] }, [])).toEqual([]))
})
