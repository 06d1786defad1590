/** What the rows near the window show: read by pages, so that ten thousand cost no more than ten. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { sql, useDatabase } from '@/db'
import { LINE_TABLES, linesQuery, type WorkLine } from '@/work'

const PAGE = 40
/** So many beyond what is seen are read ahead. */
const AHEAD = 20

export interface Lines {
  of: (id: string) => WorkLine | undefined
  /** Goes up when something was read. */
  version: number
  /** Tell which rows are seen. */
  see: (first: number, last: number) => void
}

export function useLines(ids: readonly string[]): Lines {
  const database = useDatabase()
  const known = useRef(new Map<string, WorkLine>())
  const window = useRef<[number, number]>([0, 12])
  const reading = useRef(false)
  const again = useRef(false)
  const shown = useRef(ids)
  shown.current = ids
  const [version, setVersion] = useState(0)

  const read = useCallback(async () => {
    if (reading.current) {
      again.current = true
      return
    }
    reading.current = true
    try {
      do {
        again.current = false
        const [first, last] = window.current
        const wanted = shown.current.slice(Math.max(0, first - AHEAD), last + AHEAD + 1).filter((id) => !known.current.has(id))
        for (let from = 0; from < wanted.length; from += PAGE) {
          const { sql: query, args } = linesQuery(wanted.slice(from, from + PAGE))
          for (const line of await sql<WorkLine>(database, query, args)) known.current.set(line.id, line)
        }
        if (wanted.length) setVersion((before) => before + 1)
      } while (again.current)
    } finally {
      reading.current = false
    }
  }, [database])

  /** What is in the window is read anew and replaced when it is there; the rest is read when it comes into view. */
  const readAnew = useCallback(async () => {
    const [first, last] = window.current
    const near = shown.current.slice(Math.max(0, first - AHEAD), last + AHEAD + 1)
    if (!near.length) return
    const { sql: query, args } = linesQuery(near)
    known.current = new Map((await sql<WorkLine>(database, query, args)).map((line) => [line.id, line]))
    setVersion((before) => before + 1)
  }, [database])

  useEffect(() => void read(), [ids, read])
  useEffect(() => {
    let pending: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      pending ??= setTimeout(() => {
        pending = undefined
        void readAnew()
      }, 60)
    }
    const stops = LINE_TABLES.map((table) => database.get(table).experimentalSubscribe(soon))
    return () => {
      clearTimeout(pending)
      for (const stop of stops) stop()
    }
  }, [database, readAnew])

  const see = useCallback(
    (first: number, last: number) => {
      window.current = [first, last]
      void read()
    },
    [read],
  )
  const of = useCallback((id: string) => known.current.get(id), [])
  return { of, version, see }
}
