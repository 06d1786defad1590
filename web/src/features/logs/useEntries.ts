import { listLogEntries, type LogEntry, type LogSummary, summariseLogEntries } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { usePages } from '@/lib/query'
import { type By, personOf, type Row, rowsUnder } from './entries'

const PAGE = 100
const SUMS = 200
const MOST_SUM_PAGES = 10
const PEOPLE_AT_ONCE = 5
const OF_ONE = 50

type Query = Record<string, unknown>
interface Page {
  data: Row[]
  hasMore: boolean
  nextCursor?: unknown
}

/** All sums of one kind, as far as they fit into a few requests. */
async function sums(query: Query, by: By, signal?: AbortSignal): Promise<LogSummary[]> {
  const found: LogSummary[] = []
  let cursor: string | null | undefined
  for (let page = 0; page < MOST_SUM_PAGES; page++) {
    const answer = await summariseLogEntries({ query: { ...query, by, limit: SUMS, ...(cursor && { cursor }) }, ...(signal && { signal }) })
    found.push(...answer.data)
    if (!answer.hasMore) break
    cursor = answer.nextCursor
  }
  return found
}

/** Sums by day: what stands at the head of each day, and added up what is filtered comes to. */
export function useDays(query: Query) {
  return useQuery({ queryKey: [{ _id: 'summariseLogEntriesDays', query }], queryFn: ({ signal }) => sums(query, 'day', signal), staleTime: 30_000 })
}

async function byDay(query: Query, cursor: unknown): Promise<Page> {
  const page = await listLogEntries({ query: { ...query, limit: PAGE, ...(typeof cursor === 'string' && { cursor }) } })
  return { data: page.data.map((entry) => ({ id: entry.id, group: entry.performedOn, entry })), hasMore: page.hasMore ?? false, nextCursor: page.nextCursor }
}

/** People by name, a few at a time, with the latest entries of each. */
async function byPerson(query: Query, cursor: unknown): Promise<Page> {
  const at = typeof cursor === 'number' ? cursor : 0
  const people = (await sums(query, 'person')).sort((one, other) => Number(!one.key) - Number(!other.key) || (one.label ?? '').localeCompare(other.label ?? ''))
  const now = people.slice(at, at + PEOPLE_AT_ONCE)
  const found = await Promise.all(
    now.map(async (sum) => {
      const { key, entries } = sum
      // Work by nobody in particular can't be asked for: it is among what is no labour.
      const query_ = key ? { ...query, staffId: [key], limit: OF_ONE } : { kind: ['material', 'equipment', 'contract', 'other'], ...query, limit: SUMS }
      const answer = await listLogEntries({ query: query_ as never })
      const mine = answer.data.filter((entry) => entry.lines.some((line) => personOf(entry, line) === key))
      const rows: Row[] = mine.map((entry) => ({ id: `${key} ${entry.id}`, group: key, entry, sum }))
      const left = entries - rows.length
      return left > 0 ? [...rows, { id: `${key} more`, group: key, more: left, sum }] : rows
    }),
  )
  return { data: found.flat(), hasMore: at + PEOPLE_AT_ONCE < people.length, nextCursor: at + PEOPLE_AT_ONCE }
}

interface WorkCursor {
  cursor: string | null | undefined
  seen: string[]
}

/** Work orders, those worked on last first: the next entries say which, then all entries of these are read. */
async function byWorkOrder(query: Query, given: unknown): Promise<Page> {
  const { cursor, seen } = (given as Partial<WorkCursor>).seen ? (given as WorkCursor) : { cursor: undefined, seen: [] as string[] }
  const page = await listLogEntries({ query: { ...query, limit: PAGE, ...(cursor && { cursor }) } })
  const fresh = [...new Set(page.data.map(({ workOrderId }) => workOrderId))].filter((id) => !seen.includes(id))
  const found: LogEntry[] = []
  const asked = { ...query, workOrderId: fresh, limit: SUMS } as never
  const sum = fresh.length ? summariseLogEntries({ query: { ...(asked as object), by: 'workOrder' } }) : undefined
  let next: string | null | undefined
  while (fresh.length) {
    const answer = await listLogEntries({ query: { ...(asked as object), ...(next && { cursor: next }) } })
    found.push(...answer.data)
    if (!answer.hasMore) break
    next = answer.nextCursor
  }
  const sumOf = new Map((await sum)?.data.map((each) => [each.key, each]))
  return {
    data: rowsUnder(fresh, found, (entry) => [entry.workOrderId]).map((row) => ({ ...row, sum: sumOf.get(row.group) })),
    hasMore: page.hasMore ?? false,
    nextCursor: { cursor: page.nextCursor, seen: [...seen, ...fresh] } satisfies WorkCursor,
  }
}

const READ = { day: byDay, person: byPerson, workOrder: byWorkOrder }

/** Entries under their days, people or work orders, more as they come near. */
export function useEntries(by: By, query: Query, enabled = true) {
  return usePages<Row>(
    {
      queryKey: [{ _id: 'listLogEntriesReviewed', by, query }],
      queryFn: ({ pageParam }: { pageParam: unknown }) => READ[by](query, pageParam),
    },
    { enabled },
  )
}
