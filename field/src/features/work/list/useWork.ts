/** Which work the list shows, in which order, and how much there is. */
import { useMemo } from 'react'
import { sql, useLive } from '@/db'
import { usePerson } from '@/session'
import { addDays, type Asking, type Counts, countsQuery, dayOf, endOf, type Filter, idsOf, idsQuery, type Point, useCrewsOf, useNow, WHO, wordsOf } from '@/work'

export interface Work {
  /** Undefined until it is known. */
  ids: readonly string[] | undefined
  counts: Counts | undefined
  now: number
  /** Whose work there is to choose from. */
  whose: readonly Filter['who'][]
}

const TABLES = ['work_orders', 'work_order_assets'] as const

export function useWork(filter: Filter | undefined, text: string, here: Point | undefined): Work {
  const person = usePerson()
  const now = useNow()
  const crewIds = useCrewsOf(person.staffId)
  const asking = useMemo<Asking | undefined>(() => {
    if (!crewIds) return undefined
    const today = dayOf(now, person.timeZone)
    return { staffId: person.staffId, crewIds, now, here, endOfToday: endOf(today, person.timeZone), endOfWeek: endOf(addDays(today, 6), person.timeZone) }
  }, [crewIds, now, here, person.staffId, person.timeZone])
  const words = useMemo(() => wordsOf(text), [text])
  const query = useMemo(() => filter && asking && idsQuery(filter, words, asking), [filter, words, asking])
  const sums = useMemo(() => filter && asking && countsQuery(filter, asking), [filter, asking])
  // What was found stays until the next is found.
  const ids = useLive(TABLES, async (database) => query && idsOf(await sql(database, query.sql, query.args), words), [query, words])
  const counts = useLive(TABLES, async (database) => sums && (await sql<Counts>(database, sums.sql, sums.args))[0], [sums])
  const whose = useMemo(() => WHO.filter((who) => who === 'nobody' || who === 'everybody' || (!!person.staffId && (who === 'mine' || !!crewIds?.length))), [person.staffId, crewIds])
  return { ids, counts, now, whose }
}
