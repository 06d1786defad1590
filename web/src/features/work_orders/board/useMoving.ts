import { updateWorkOrder, type WorkOrderRow, type WorkOrderStatus } from '@fettle/client'
import { listWorkOrderTransitionsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { Problem } from '@fettle/kit/problems'
import { useAct } from '@/lib/query'
import { tellProblem } from '@/ui/toast'
import { TOUCHED } from '../list/useRowEdit'
import { asksWhy, decide, make } from '../moves/moves'
import type { Explanation } from '../moves/ReasonDialog'
import { type LaneBy, NONE } from './lanes'

export interface Asking {
  row: WorkOrderRow
  to: string
  verb: 'hold' | 'cancel' | 'skip'
}

export interface Board {
  /** Where cards stand that were just moved, before the lists are read anew. */
  moved: ReadonlyMap<string, { row: WorkOrderRow; to: string }>
  /** A card whose move was refused a moment ago. */
  refused: string | undefined
  laneOf: (row: WorkOrderRow) => string
  /** Why the card cannot go there, in words; undefined when it can. */
  whyNot: (row: WorkOrderRow, to: string) => string | undefined
  move: (row: WorkOrderRow, to: string) => void
  asking: Asking | undefined
  answer: (explanation: Explanation) => Promise<unknown>
  stopAsking: () => void
}

const ENDED = new Set(['closed', 'cancelled', 'skipped'])
const SHOWN_REFUSED_MS = 2500

/** Moving cards: asks what has to be asked, shows the card at its new place at once, and takes it back with a reason when refused. */
export function useMoving(by: LaneBy, nameOf: (lane: string) => string): Board {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const moves = useQuery({ ...listWorkOrderTransitionsOptions(), staleTime: Infinity }).data
  const [moved, setMoved] = useState<Board['moved']>(new Map())
  const [refused, setRefused] = useState<string>()
  const [asking, setAsking] = useState<Asking>()
  const field = by === 'crew' ? 'crewId' : 'assigneeId'

  const laneOf = useCallback((row: WorkOrderRow) => (by === 'status' ? row.status : (row[field] ?? NONE)), [by, field])

  const whyNot = useCallback(
    (row: WorkOrderRow, to: string) => {
      if (to === laneOf(row)) return undefined
      if (by !== 'status') {
        if (!may('work_orders:write')) return t('board.why.assign')
        return ENDED.has(row.status) ? t('board.why.ended', { status: t(`common:status.${row.status}`) }) : undefined
      }
      if (!moves) return undefined
      const { why, verb } = decide(row, to as WorkOrderStatus, moves, may)
      return why && t(`board.why.${why}`, { from: t(`common:status.${row.status}`), to: t(`common:status.${to}`), verb: verb && t(`common:verb.${verb}`) })
    },
    [by, laneOf, moves, may, t],
  )

  const shift = useAct({
    do: ({ row, to, given }: { row: WorkOrderRow; to: string; given?: Explanation | undefined }): Promise<unknown> => {
      if (by !== 'status') {
        return updateWorkOrder({ path: { work_order_id: row.id }, body: { [field]: to === NONE ? null : to }, headers: ifMatch(row.version) })
      }
      const { move } = decide(row, to as WorkOrderStatus, moves ?? [], may)
      return make(move!.verb, row.id, given)
    },
    touches: TOUCHED,
    done: (_saved, { row, to }) => t(by === 'status' ? 'board.moved' : 'board.assigned', { number: `WO-${row.number}`, to: nameOf(to) }),
    ...(by !== 'status' && {
      undo: (saved: unknown, { row }: { row: WorkOrderRow }) =>
        updateWorkOrder({ path: { work_order_id: row.id }, body: { [field]: row[field] ?? null }, headers: ifMatch((saved as { version?: number }).version) }),
    }),
    // The dialog that asked for the reason shows its own faults.
    refused: (error, { given }) => !!given && error instanceof Problem && error.status === 422,
  })

  const go = useCallback(
    async (row: WorkOrderRow, to: string, given?: Explanation) => {
      setMoved((before) => new Map(before).set(row.id, { row, to }))
      try {
        await shift.mutateAsync({ row, to, given })
      } catch (error) {
        setRefused(row.id)
        setTimeout(() => setRefused((now) => (now === row.id ? undefined : now)), SHOWN_REFUSED_MS)
        throw error
      } finally {
        setMoved((before) => {
          const next = new Map(before)
          next.delete(row.id)
          return next
        })
      }
    },
    [shift.mutateAsync], // eslint-disable-line react-hooks/exhaustive-deps
  )

  return useMemo(
    () => ({
      moved,
      refused,
      laneOf,
      whyNot,
      move(row, to) {
        if (to === laneOf(row)) return
        const why = whyNot(row, to)
        if (why) {
          setRefused(row.id)
          setTimeout(() => setRefused(undefined), SHOWN_REFUSED_MS)
          return tellProblem(new Problem(409, '', t('board.stays', { number: `WO-${row.number}` }), why, [], undefined))
        }
        const move = by === 'status' ? decide(row, to as WorkOrderStatus, moves ?? [], may).move : undefined
        if (move && asksWhy(move)) setAsking({ row, to, verb: move.verb })
        else void go(row, to).catch(() => undefined)
      },
      asking,
      async answer(explanation) {
        if (!asking) return
        await go(asking.row, asking.to, explanation)
        setAsking(undefined)
      },
      stopAsking: () => setAsking(undefined),
    }),
    [moved, refused, laneOf, whyNot, asking, by, moves, may, go, t],
  )
}
