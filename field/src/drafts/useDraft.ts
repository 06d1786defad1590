/** What is half typed, kept on this device half a second after each change, until it is saved or thrown away. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { AppState } from 'react-native'
import { Q, rows, useDatabase, write, type Writing } from '@/db'

const SOON = 400

export interface Draft<D> {
  /** Undefined until it is known whether something was begun before. */
  value: D | undefined
  /** It was begun before this screen was opened. */
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

function parsed<D extends object>(text: string | undefined, begun: D): D | undefined {
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
  const [value, setValue] = useState<D>()
  const [restored, setRestored] = useState(false)
  const now = useRef<D>(undefined)
  const state = useRef<'clean' | 'dirty' | 'over'>('clean')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const starting = useRef(begin)
  starting.current = begin

  const keep = useCallback(async () => {
    clearTimeout(timer.current)
    if (state.current !== 'dirty') return
    state.current = 'clean'
    await write(database, async (to) => {
      if (state.current === 'over') return
      const kept = { value: JSON.stringify(now.current), updated_at: Date.now() }
      const [there] = await rows(database, 'drafts', Q.where('key', key))
      if (there) await to.update('drafts', there.id, kept)
      else to.create('drafts', { key, kind, subject, ...kept })
    })
  }, [database, key, kind, subject])

  const change = useCallback<Draft<D>['change']>(
    (part) => {
      if (!now.current || state.current === 'over') return
      now.current = typeof part === 'function' ? part(now.current) : { ...now.current, ...part }
      state.current = 'dirty'
      setValue(now.current)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void keep(), SOON)
    },
    [keep],
  )

  useEffect(() => {
    let left = false
    state.current = 'clean'
    void rows(database, 'drafts', Q.where('key', key)).then(([there]) => {
      if (left) return
      const begun = starting.current()
      const found = parsed(there?.value, begun)
      now.current = found ?? begun
      setRestored(!!found)
      setValue(now.current)
    })
    return () => {
      left = true
    }
  }, [database, key])

  useEffect(() => {
    const listening = AppState.addEventListener('change', (next) => next !== 'active' && void keep())
    return () => {
      listening.remove()
      void keep()
    }
  }, [keep])

  const endIn = useCallback(
    async (to: Writing) => {
      state.current = 'over'
      clearTimeout(timer.current)
      for (const { id } of await rows(database, 'drafts', Q.where('key', key))) await to.remove('drafts', id)
    },
    [database, key],
  )
  const discard = useCallback(async () => {
    await write(database, endIn)
    state.current = 'clean'
    now.current = starting.current()
    setRestored(false)
    setValue(now.current)
  }, [database, endIn])
  return { value, restored, change, endIn, discard }
}
