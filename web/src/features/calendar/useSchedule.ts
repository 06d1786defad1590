import { updateWorkOrder, type WorkOrder, type WorkOrderPatch } from '@fettle/client'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { isStatus, Problem } from '@fettle/kit/problems'
import { useAct } from '@/lib/query'
import { tellProblem } from '@/ui/toast'
import { back, changed, type Entry, isForecast, isOpen, keyOf } from './entries'

/** Everything that shows when work is done and by whom. */
export const TOUCHED = ['WorkOrder', 'Calendar', 'Workload', 'Backlog']

export interface Shift {
  entry: Entry
  change: WorkOrderPatch
  /** Names of the people in the change. */
  names?: Pick<Entry, 'assigneeName' | 'crewName'>
  /** What was done, in words. */
  said: string
}

export interface Schedule {
  /** Entries as they stand after moves that the server has not confirmed yet; those new to the calendar are added. */
  place: (entries: readonly Entry[]) => Entry[]
  /** Work that is being put into the calendar: it has left the lists of what is not scheduled. */
  taken: ReadonlySet<string>
  shift: (shift: Shift) => void
  /** An entry whose move was refused a moment ago. */
  refused: string | undefined
  movable: (entry: Entry) => boolean
}

const SHOWN_REFUSED_MS = 2500

/** Moving work to other days and people: seen at once, rolled back with the reason when refused, undone by one touch. */
export function useSchedule(): Schedule {
  const { t } = useTranslation('calendar')
  const { may } = useAccount()
  const [moved, setMoved] = useState<ReadonlyMap<string, Entry>>(new Map())
  const [refused, setRefused] = useState<string>()
  // What each record was answered with last: the next move must not wait for the calendar to be read anew.
  const versions = useRef(new Map<string, number>())
  const running = useRef(new Map<string, Promise<unknown>>())

  const write = useCallback((entry: Entry, body: WorkOrderPatch): Promise<WorkOrder> => {
    const id = entry.id!
    const before = running.current.get(id) ?? Promise.resolve()
    const now = before
      .catch(() => undefined)
      .then(() => updateWorkOrder({ path: { work_order_id: id }, body, headers: ifMatch(Math.max(entry.version ?? 1, versions.current.get(id) ?? 0)) }))
    running.current.set(id, now)
    return now.then((saved) => {
      versions.current.set(id, saved.version ?? 0)
      return saved
    })
  }, [])

  const act = useAct({
    do: ({ entry, change }: Shift) => write(entry, change),
    touches: TOUCHED,
    done: (_saved, { said }) => said,
    undo: (_saved, { entry, change }) => write(entry, back(entry, change)),
    refused: (error, { entry }) => {
      setRefused(keyOf(entry))
      setTimeout(() => setRefused(undefined), SHOWN_REFUSED_MS)
      if (!isStatus(error, 412)) return false
      tellProblem(new Problem(412, error.type, t('move.overtaken', { number: `WO-${entry.number}` }), t('move.overtakenHelp'), [], error.requestId))
      return true
    },
  })

  const { mutateAsync } = act
  const shift = useCallback(
    (given: Shift) => {
      const next = { ...changed(given.entry, given.change), ...given.names }
      setMoved((before) => new Map(before).set(given.entry.id!, next))
      // Settled means read anew as well: what stood in between is not needed any more, unless it was moved again.
      void mutateAsync(given)
        .catch(() => undefined)
        .finally(() => setMoved((before) => (before.get(given.entry.id!) === next ? without(before, given.entry.id!) : before)))
    },
    [mutateAsync],
  )

  const movable = useCallback((entry: Entry) => !isForecast(entry) && isOpen(entry) && may('work_orders:write'), [may])

  const place = useCallback(
    (entries: readonly Entry[]) => {
      if (moved.size === 0) return entries as Entry[]
      const known = new Set(entries.map(keyOf))
      return [...entries.map((entry) => moved.get(entry.id ?? '') ?? entry), ...[...moved].filter(([id]) => !known.has(id)).map(([, entry]) => entry)]
    },
    [moved],
  )

  return useMemo(
    () => ({ place, taken: new Set([...moved].filter(([, entry]) => entry.endsAt).map(([id]) => id)), shift, refused, movable }),
    [place, moved, shift, refused, movable],
  )
}

function without(map: ReadonlyMap<string, Entry>, id: string): ReadonlyMap<string, Entry> {
  const next = new Map(map)
  next.delete(id)
  return next
}
