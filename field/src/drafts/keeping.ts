/** Drafts on this device: read, kept half a second after each change, gone when they are saved or thrown away. */
import type { Database } from '@nozbe/watermelondb'
import { useCallback, useEffect, useRef, useState } from 'react'
import { AppState } from 'react-native'
import { Q, type Row, rows, useDatabase, write, type Writing } from '@/db'

const SOON = 400

export const draftRow = async (database: Database, key: string): Promise<Row<'drafts'> | undefined> => (await rows(database, 'drafts', Q.where('key', key)))[0]

/** Keep `value` under `key`, within a write. `there`: what `draftRow` found within the same write. */
export async function keepIn(database: Database, to: Writing, key: string, kind: string, subject: string | null, value: object, now: number): Promise<void> {
  const there = await draftRow(database, key)
  const values = { value: JSON.stringify(value), updated_at: now }
  if (there) await to.update('drafts', there.id, values)
  else to.create('drafts', { key, kind, subject, ...values })
}

export async function forgetIn(database: Database, to: Writing, key: string): Promise<void> {
  for (const { id } of await rows(database, 'drafts', Q.where('key', key))) await to.remove('drafts', id)
}

export const forgetDraft = (database: Database, key: string): Promise<void> => write(database, (to) => forgetIn(database, to, key))

export interface Kept<D> {
  draft: D | undefined
  /** Whether it was begun before this screen was opened, until something is changed. */
  resumed: boolean
  /** Whether anything has been said, now or before. */
  begun: boolean
  change: (next: (draft: D) => D) => void
  /** Keep now what waits; `also` in the same write. */
  flush: (also?: (to: Writing) => Promise<void>) => Promise<void>
  /** From now on nothing is kept: it was saved, or thrown away. */
  end: () => void
  /** Throw away what was kept, and begin anew. */
  discard: () => Promise<void>
}

export interface Keeping<D> {
  key: string
  kind: string
  subject: string | null
  read: (value: string | undefined) => D | undefined
  /** Undefined as long as what it begins with is not known. */
  begin: (() => D) | undefined
}

/** A draft that survives: nothing is stored before the first change, and everything after. */
export function useKept<D extends object>({ key, kind, subject, read, begin }: Keeping<D>): Kept<D> {
  const database = useDatabase()
  const [draft, setDraft] = useState<D>()
  const [resumed, setResumed] = useState(false)
  const [begun, setBegun] = useState(false)
  const now = useRef<D>(undefined)
  const dirty = useRef(false)
  const over = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const ready = begin !== undefined

  const flush = useCallback(
    async (also?: (to: Writing) => Promise<void>) => {
      clearTimeout(timer.current)
      const value = dirty.current && !over.current ? now.current : undefined
      if (!value && !also) return
      dirty.current = false
      await write(database, async (to) => {
        if (value) await keepIn(database, to, key, kind, subject, value, Date.now())
        await also?.(to)
      })
    },
    [database, key, kind, subject],
  )

  const change = useCallback(
    (next: (draft: D) => D) => {
      if (!now.current || over.current) return
      const changed = next(now.current)
      if (changed === now.current) return
      now.current = changed
      dirty.current = true
      setDraft(changed)
      setResumed(false)
      setBegun(true)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), SOON)
    },
    [flush],
  )

  useEffect(() => {
    if (!ready) return
    let left = false
    void draftRow(database, key).then((there) => {
      if (left || now.current) return
      const found = read(there?.value)
      now.current = found ?? begin()
      setResumed(!!found)
      setBegun(!!found)
      setDraft(now.current)
    })
    return () => {
      left = true
    }
    // What it begins with is read once: what comes later by sync does not change what somebody has begun.
  }, [database, key, ready])

  useEffect(() => {
    const listening = AppState.addEventListener('change', (state) => state !== 'active' && void flush())
    const hidden = () => void flush()
    if (typeof document !== 'undefined') document.addEventListener('visibilitychange', hidden)
    return () => {
      listening.remove()
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', hidden)
      void flush()
    }
  }, [flush])

  const end = useCallback(() => {
    over.current = true
    clearTimeout(timer.current)
  }, [])
  const discard = useCallback(async () => {
    clearTimeout(timer.current)
    dirty.current = false
    now.current = begin?.()
    setDraft(now.current)
    setResumed(false)
    setBegun(false)
    await forgetDraft(database, key)
    // `begin` is a new function each time, and stands for the same.
  }, [database, key])
  return { draft, resumed, begun, change, flush, end, discard }
}

/** Everything of one kind that was begun and not saved, newest first. */
export const draftsOf = (database: Database, kind: string): Promise<Row<'drafts'>[]> => rows(database, 'drafts', Q.where('kind', kind), Q.sortBy('updated_at', Q.desc))
