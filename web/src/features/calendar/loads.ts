/** Who has how much to do on which day: rows of the workload. Pure. */
import type { WorkloadDay, WorkloadRow, WorkOrderPatch } from '@fettle/client'
import { type Entry, firstDay, isForecast } from './entries'

export type Hands = 'staff' | 'crew'
export const NOBODY = 'none'

export interface CellLoad {
  hours: number
  forecast: number
  /** Null for people who may not see the hours of others. */
  capacity: number | null
  unestimated: number
}

export interface LoadRow {
  /** Of the person or crew; `none` for work in nobody's hands. */
  id: string
  name: string | null
  days: Map<string, CellLoad>
  hours: number
  capacity: number | null
}

const EMPTY: CellLoad = { hours: 0, forecast: 0, capacity: null, unestimated: 0 }
const number = (value: string | null | undefined): number => Number(value ?? 0)

const cellOf = (day: WorkloadDay): CellLoad => ({
  hours: number(day.scheduledHours),
  forecast: number(day.forecastHours),
  capacity: day.capacityHours === null || day.capacityHours === undefined ? null : number(day.capacityHours),
  unestimated: day.unestimated ?? 0,
})

/**
 * The rows of the API with a cell for each of `days`; nobody's work first, even when there is none. `seen`, the entries by cell, replaces
 * the API's sums: so they agree with the filters, and with what was dragged a moment ago.
 */
export function rowsOf(given: readonly WorkloadRow[], days: readonly string[], isFree: (day: string) => boolean, seen?: ReadonlyMap<string, Entry[]>): LoadRow[] {
  const rows = given.some(({ id }) => id === null) ? given : [...given, NOBODYS]
  const made = rows.map(({ id, name, days: busy, dailyCapacityHours }): LoadRow => {
    const known = new Map(busy.map((day) => [day.on, cellOf(day)]))
    const usual = dailyCapacityHours === null ? null : number(dailyCapacityHours)
    const cells = new Map(
      days.map((day): [string, CellLoad] => {
        const cell = known.get(day) ?? { ...EMPTY, capacity: usual === null ? null : isFree(day) ? 0 : usual }
        const summed = seen ? { ...cell, ...sums(seen.get(cellKey(id ?? NOBODY, day)) ?? []) } : cell
        return [day, id === null ? { ...summed, capacity: null } : summed]
      }),
    )
    const shown = [...cells.values()]
    return {
      id: id ?? NOBODY,
      name,
      days: cells,
      hours: shown.reduce((sum, cell) => sum + cell.hours, 0),
      capacity: id === null || usual === null ? null : shown.reduce((sum, cell) => sum + (cell.capacity ?? 0), 0),
    }
  })
  return made.sort((one, other) => Number(other.id === NOBODY) - Number(one.id === NOBODY))
}

const NOBODYS = { id: null, name: null, days: [], dailyCapacityHours: null } as unknown as WorkloadRow

/** The hours of entries as the API counts them: estimates, one hour for each without. */
function sums(entries: readonly Entry[]): Omit<CellLoad, 'capacity'> {
  const lasting = (entry: Entry) => number(entry.estimatedHours) || 1
  const [work, coming] = [entries.filter((entry) => !isForecast(entry)), entries.filter(isForecast)]
  return {
    hours: work.reduce((sum, entry) => sum + lasting(entry), 0),
    forecast: coming.reduce((sum, entry) => sum + lasting(entry), 0),
    unestimated: work.filter(({ estimatedHours }) => !number(estimatedHours)).length,
  }
}

/** How far over what can be done; 0 where nothing is too much or nobody knows. */
export const tooMuch = ({ hours, capacity }: CellLoad): number => (capacity === null ? 0 : Math.max(hours - capacity, 0))

export const holderOf = (entry: Entry, by: Hands): string => (by === 'staff' ? entry.assigneeId : entry.crewId) ?? NOBODY

/** Entries by holder and day; all of an entry's hours count on its first day. */
export function byCell(entries: readonly Entry[], by: Hands): Map<string, Entry[]> {
  const cells = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = cellKey(holderOf(entry, by), firstDay(entry) ?? '')
    const list = cells.get(key)
    if (list) list.push(entry)
    else cells.set(key, [entry])
  }
  for (const list of cells.values()) list.sort((one, other) => Number(isForecast(one)) - Number(isForecast(other)) || (one.startsAt ?? '').localeCompare(other.startsAt ?? ''))
  return cells
}

export const cellKey = (holder: string, day: string): string => `${holder}/${day}`

/** Who and when a cell's name means. */
export function parsed(name: string): { holder: string; day: string } {
  const [holder, day] = name.slice('cell:'.length).split('/') as [string, string]
  return { holder, day }
}

/** The change that gives work into other hands. */
export const given = (by: Hands, holder: string): WorkOrderPatch => ({ [by === 'staff' ? 'assigneeId' : 'crewId']: holder === NOBODY ? null : holder })
