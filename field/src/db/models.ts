/** A class for every table, made of the schema: `order.title`, `order.due_at`. */
import { type Collection, Model } from '@nozbe/watermelondb'
import type { Associations } from '@nozbe/watermelondb/Model'
import { OWN, OWN_TABLES } from './own.ts'
import { SYNCED } from './schema.ts'
import type { Columns, Table } from './columns.gen.ts'

/** A record of table `T`, to read and, within `database.write`, to change. A column that is called as something of Watermelon's has no name here. */
export type Live<T extends Table> = Model & Omit<Columns[T], keyof Model>

/** What Watermelon's records have by these names is not a column's. */
const FIELDS = ['_raw', '_isEditing', '_preparedState', '__changes', '_subscribers', 'collection']
export const isTaken = (name: string): boolean => FIELDS.includes(name) || name in Model.prototype

/** A record of which nobody but this device knows: for sync it is always up to date. */
class OwnModel extends Model {
  static _prepareCreate(collection: Collection<Model>, fill: (record: Model) => void): Model {
    const prepare = (Model as unknown as { _prepareCreate: typeof OwnModel._prepareCreate })._prepareCreate
    return settled(prepare.call(this, collection, fill))
  }

  prepareUpdate(change?: (record: this) => void): this {
    return settled(super.prepareUpdate(change))
  }

  prepareMarkAsDeleted(): this {
    return this.prepareDestroyPermanently()
  }
}

function settled<T extends Model>(record: T): T {
  record._raw._status = 'synced'
  record._raw._changed = ''
  return record
}

const names = new Set([...SYNCED.tables, ...OWN.tables].map((table) => table.name))

/** Which table `work_order_id` leads to, as far as its name says. */
export function referred(column: string, tables: ReadonlySet<string> = names): string | undefined {
  if (!column.endsWith('_id')) return undefined
  const noun = column.slice(0, -3)
  return [`${noun}s`, noun, noun.replace(/y$/, 'ies')].find((name) => tables.has(name))
}

function associations(name: string): Associations {
  const found: Record<string, { type: 'belongs_to'; key: string } | { type: 'has_many'; foreignKey: string }> = {}
  for (const table of SYNCED.tables) {
    for (const { name: key } of table.columns) {
      const to = referred(key)
      if (table.name === name && to && to !== name) found[to] = { type: 'belongs_to', key }
      if (to === name && table.name !== name && !found[table.name]) found[table.name] = { type: 'has_many', foreignKey: key }
    }
  }
  return found as Associations
}

function modelOf(table: { name: string; columns: readonly { name: string }[] }): typeof Model {
  const Base = OWN_TABLES.has(table.name) ? OwnModel : Model
  const Made = class extends Base {
    static table = table.name
    static associations = associations(table.name)
  }
  for (const { name } of table.columns) {
    if (isTaken(name)) continue
    Object.defineProperty(Made.prototype, name, {
      configurable: true,
      get(this: Model) {
        return this._getRaw(name as never)
      },
      set(this: Model, value: string | number | boolean | null) {
        this._setRaw(name as never, value)
      },
    })
  }
  return Made
}

export const modelClasses: (typeof Model)[] = [...SYNCED.tables, ...OWN.tables].map(modelOf)
