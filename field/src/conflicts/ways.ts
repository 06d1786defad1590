/** What somebody can do about a conflict, beside putting it aside. */
import { columnOf, stored } from './columns.ts'
import { type Conflict, isValues, type Values } from './reading.ts'

/** `takeMine`: write my value anew. `takeTheirs`: give way. `addAgain`: the whole record once more, as a new one. */
export type Way = 'takeMine' | 'takeTheirs' | 'addAgain'

export interface Around {
  /** The record as this device has it now, if it does. */
  now: Values | null
  /** What the record belongs to, if it is here: work order, request, meter. */
  parent: Values | null
}

/** Records that stand for themselves: adding them later is no worse than adding them then. */
const ADDED = new Set(['comments', 'log_entries', 'meter_readings', 'work_requests'])
const ENDED = new Set(['closed', 'cancelled', 'skipped'])

export function ways(conflict: Conflict, { now, parent }: Around): Way[] {
  const { collection, field, reason, mine, office } = conflict
  if (field !== null) {
    if (reason !== 'overwritten' || !now || columnOf(collection, field)?.policy !== 'last') return []
    const stands = side(conflict, now)
    if (stands !== 'mine' && writable(collection, field, mine)) return ['takeMine']
    return stands === 'mine' && writable(collection, field, office) ? ['takeTheirs'] : []
  }
  if (reason !== 'terminal' && reason !== 'parent_missing' && reason !== 'deleted') return []
  if (!ADDED.has(collection) || !isValues(mine) || mine.reverses_id) return []
  const takes = collection === 'work_requests' || (parent !== null && !(collection === 'log_entries' && ENDED.has(String(parent.status))))
  return takes ? ['addAgain'] : []
}

/** Whose value the record has now, of a field that two people changed. */
export function side({ collection, field, mine, office }: Conflict, now: Values | null): 'mine' | 'office' | 'neither' {
  if (!now || field === null) return 'neither'
  const kind = columnOf(collection, field)?.kind ?? 'text'
  const held = stored(kind, now[field])
  if (held === stored(kind, mine)) return 'mine'
  return held === stored(kind, office) ? 'office' : 'neither'
}

const writable = (collection: string, field: string, value: unknown): boolean => stored(columnOf(collection, field)?.kind ?? 'text', value) !== undefined
