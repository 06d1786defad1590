/** A draft of a plain form: what is half typed, until it is saved or thrown away. */
import { useCallback, useRef } from 'react'
import { useDatabase, type Writing } from '@/db'
import { forgetIn, useKept } from './keeping.ts'

export interface Draft<D> {
  /** Undefined until it is known whether something was begun before. */
  value: D | undefined
  /** It was begun before this screen was opened, and nothing was changed since. */
  restored: boolean
  change: (part: Partial<D> | ((now: D) => D)) => void
  /** Within the write that saves it, so that both happen or neither. Nothing is kept from then on. */
  endIn: (to: Writing) => Promise<void>
  /** Throw it away and begin anew. */
  discard: () => Promise<void>
}

export interface Drafted<D> {
  /** What it is told apart by. */
  key: string
  kind: string
  subject?: string | null
  /** What one begins with. Taken as it is when the screen opens. */
  begin: () => D
}

/** What was kept, over what a form begins with now: a field that is newer than the draft has its own beginning. */
export function parsed<D extends object>(text: string | undefined, begun: D): D | undefined {
  if (!text) return undefined
  try {
    const found: unknown = JSON.parse(text)
    return typeof found === 'object' && found !== null ? { ...begun, ...found } : undefined
  } catch {
    return undefined
  }
}

export function useDraft<D extends object>({ key, kind, subject = null, begin }: Drafted<D>): Draft<D> {
  const database = useDatabase()
  const starting = useRef(begin)
  starting.current = begin
  const { draft, resumed, change, end, discard } = useKept<D>({ key, kind, subject, read: (text) => parsed(text, starting.current()), begin })
  const alter = useCallback<Draft<D>['change']>((part) => change((now) => (typeof part === 'function' ? part(now) : { ...now, ...part })), [change])
  const endIn = useCallback(
    async (to: Writing) => {
      end()
      await forgetIn(database, to, key)
    },
    [database, end, key],
  )
  return { value: draft, restored: resumed, change: alter, endIn, discard }
}
