/** What the list of work asks the database: filters, search and order as SQL. Pure. */
import { nearness, type Point } from './distance.ts'
import { type Filter, matches, WHO } from './filter.ts'
import { OPEN, PRIORITIES } from './status.ts'

/** Who asks, when and where. */
export interface Asking {
  staffId: string | null
  crewIds: readonly string[]
  now: number
  /** The last instants of today and of the sixth day after it. */
  endOfToday: number
  endOfWeek: number
  here?: Point
}

export interface Query {
  sql: string
  args: (string | number)[]
}

const FALSE: Query = { sql: '0', args: [] }
const is = (sql: string, ...args: (string | number)[]): Query => ({ sql, args })
const among = (column: string, values: readonly string[]): Query => (values.length ? is(`${column} in (${values.map(() => '?').join(', ')})`, ...values) : FALSE)
const all = (parts: readonly Query[], by = ' and '): Query => ({ sql: parts.map(({ sql }) => sql).join(by), args: parts.flatMap(({ args }) => args) })

function whose(who: Filter['who'], { staffId, crewIds }: Asking): Query | undefined {
  const me = staffId ? is('w."assignee_id" = ?', staffId) : FALSE
  const crews = among('w."crew_id"', crewIds)
  switch (who) {
    case 'me':
      return me
    case 'crews':
      return crews
    case 'mine': {
      // What has just been taken away stays until it is gone.
      const any = all([me, crews, is('w."released" = 1')], ' or ')
      return { sql: `(${any.sql})`, args: any.args }
    }
    case 'nobody':
      return is('(w."assignee_id" is null and w."crew_id" is null)')
    default:
      return undefined
  }
}

function dueIn(due: Filter['due'], { now, endOfToday, endOfWeek }: Asking): Query | undefined {
  switch (due) {
    case 'overdue':
      return is('w."due_at" < ?', now)
    case 'today':
      return is('w."due_at" <= ?', endOfToday)
    case 'week':
      return is('w."due_at" <= ?', endOfWeek)
    case 'none':
      return is('w."due_at" is null')
    default:
      return undefined
  }
}

/** The conditions of a filter, without whose work it is. `+`: most work has one of these, so that looking through all is faster than the index. */
function rest(filter: Filter, asking: Asking): Query[] {
  const parts = [is(`w."_status" <> 'deleted'`), among('+w."status"', filter.status.length ? filter.status : OPEN)]
  if (filter.priority.length) parts.push(among('w."priority"', filter.priority))
  if (filter.crewId) parts.push(is('w."crew_id" = ?', filter.crewId))
  if (filter.siteId) parts.push(is('w."site_id" = ?', filter.siteId))
  if (filter.assetTypeId) {
    parts.push(is('exists (select 1 from "work_order_assets" wa join "assets" a on a."id" = wa."asset_id" where wa."work_order_id" = w."id" and a."asset_type_id" = ?)', filter.assetTypeId))
  }
  const due = dueIn(filter.due, asking)
  return due ? [...parts, due] : parts
}

const RANK = `case w."priority" ${PRIORITIES.map((priority, at) => `when '${priority}' then ${at}`).join(' ')} else ${PRIORITIES.length} end`
const BY_DUE = `w."due_at" is null, w."due_at", ${RANK}, w."number" desc, w."id"`
/** Where a work order is: what it says itself, else its first asset with a place, else its site. */
export const PLACE = (axis: 'latitude' | 'longitude') =>
  `coalesce(w."${axis}", (select a."${axis}" from "work_order_assets" wa join "assets" a on a."id" = wa."asset_id" where wa."work_order_id" = w."id" and a."${axis}" is not null order by wa."position" limit 1), (select s."${axis}" from "sites" s where s."id" = w."site_id"))`

const SORTED_BY = ['id', 'due_at', 'priority', 'number', 'completed_at', 'updated_at'].map((column) => `w."${column}"`)

function order({ sort, status }: Filter, { here }: Asking): Query {
  if (sort === 'distance' && here) {
    const near = nearness(here, 'w."lat"', 'w."lon"')
    return { sql: `w."lat" is null, ${near.sql}, ${BY_DUE}`, args: near.args }
  }
  if (sort === 'priority') return is(`${RANK}, ${BY_DUE}`)
  const ended = status.length > 0 && !status.some((each) => (OPEN as readonly string[]).includes(each))
  return is(ended ? 'coalesce(w."completed_at", w."updated_at") desc, w."id"' : BY_DUE)
}

const HAY = `w."title" || ' wo-' || coalesce(w."number", '') || ' ' || coalesce(w."reference", '') || ' ' || coalesce((select s."name" from "sites" s where s."id" = w."site_id"), '')
  || ' ' || coalesce((select l."name" from "locations" l where l."id" = w."location_id"), '')
  || ' ' || coalesce((select group_concat(a."name" || ' ' || coalesce(a."number", ''), ' ') from "work_order_assets" wa join "assets" a on a."id" = wa."asset_id" where wa."work_order_id" = w."id"), '')`

/** SQLite knows no accents: a letter that may carry one is left open here, and `matches` looks at what was found. */
const pattern = (word: string) => `%${word.replace(/[aeiounc]|[^\x20-\x7e]/g, '_')}%`
/**
 * The ids of all work that fits, in order. Without a search as one text, `ids`, with commas between: ten thousand rows would take longer on their
 * way than in the database. With one a row for each, with what `matches` has to look at as `hay`.
 */
export function idsQuery(filter: Filter, words: readonly string[], asking: Asking): Query {
  const mine = whose(filter.who, asking)
  const where = all([...rest(filter, asking), ...(mine ? [mine] : [])])
  const by = order(filter, asking)
  const places = filter.sort === 'distance' && asking.here
  const columns = [...SORTED_BY, ...(words.length ? [`${HAY} as "hay"`] : []), ...(places ? [`${PLACE('latitude')} as "lat"`, `${PLACE('longitude')} as "lon"`] : [])]
  const from = `(select ${columns.join(', ')} from "work_orders" w where ${where.sql}) w`
  if (!words.length) return { sql: `select group_concat("id") as "ids" from (select w."id" as "id" from ${from} order by ${by.sql})`, args: [...where.args, ...by.args] }
  const hay = all(words.map((word) => is('w."hay" like ?', pattern(word))))
  return { sql: `select w."id" as "id", w."hay" as "hay" from ${from} where ${hay.sql} order by ${by.sql}`, args: [...where.args, ...hay.args, ...by.args] }
}

/** What `idsQuery` answered, as ids. */
export function idsOf(found: readonly { ids?: string | null; id?: string; hay?: string }[], words: readonly string[]): string[] {
  if (!words.length) return found[0]?.ids?.split(',') ?? []
  return found.flatMap(({ id, hay }) => (id && matches(hay ?? '', words) ? [id] : []))
}

export type Counts = Record<Filter['who'], number> & { overdue: number }

/** How much there is for each choice of whose work, and how much of the present choice is overdue. */
export function countsQuery(filter: Filter, asking: Asking): Query {
  const where = all(rest(filter, asking))
  const sums = WHO.map((who) => {
    const part = whose(who, asking) ?? is('1')
    return is(`total(${part.sql}) as "${who}"`, ...part.args)
  })
  const chosen = whose(filter.who, asking) ?? is('1')
  const overdue = is(`total(w."due_at" < ? and w."status" in (${OPEN.map((each) => `'${each}'`).join(', ')}) and (${chosen.sql})) as "overdue"`, asking.now, ...chosen.args)
  const columns = all([...sums, overdue], ', ')
  return { sql: `select ${columns.sql} from "work_orders" w where ${where.sql}`, args: [...columns.args, ...where.args] }
}
