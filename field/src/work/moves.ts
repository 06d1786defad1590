/**
 * Which moves of the life cycle a work order can make now, and what each one writes. The table is the server's own (packages/sync), and the
 * server has the last word; on a device without a network these are the buttons.
 */
import declared from '@fettle/sync/schema.json'
import type { Row } from '@/db'
import { unanswered } from './tasks.ts'

export type Verb = 'approve' | 'start' | 'hold' | 'resume' | 'complete' | 'close' | 'cancel' | 'skip'

interface Declared {
  fromStatus: string
  toStatus: string
  verb: Verb
  permission: string
  needs: readonly string[]
}

const MOVES = declared.moves as readonly Declared[]

/** What of a work order decides about its moves. */
export type Moving = Pick<Row<'work_orders'>, 'status' | 'started_at' | 'occurrence_id'>
export type Task = Pick<Row<'work_order_tasks'>, 'id' | 'title' | 'required' | 'status'>
export type May = (permission: string) => boolean

export interface Move {
  verb: Verb
  to: string
  /** `reason`: one of the list or words must be given; `note`: words must; `may`: it is asked for but can be left out; else nothing is asked. */
  asks: 'reason' | 'note' | 'may' | 'nothing'
  /** Required tasks without an answer: the move has to wait for them. */
  unanswered: readonly Task[]
}

/** The moves that this person can make now, in the order of the table. */
export function movesOf(order: Moving, tasks: readonly Task[], may: May): Move[] {
  return MOVES.filter((move) => move.fromStatus === order.status && may(move.permission) && fits(move, order)).map((move) => ({
    verb: move.verb,
    to: move.toStatus,
    asks: asks(move),
    unanswered: move.needs.includes('tasks') ? unanswered(tasks) : [],
  }))
}

function fits({ needs }: Declared, { started_at, occurrence_id }: Moving): boolean {
  if (needs.includes('started') && started_at === null) return false
  if (needs.includes('not_started') && started_at !== null) return false
  return !needs.includes('occurrence') || occurrence_id !== null
}

function asks({ verb, needs }: Declared): Move['asks'] {
  // What a plan made is skipped with words; the list of reasons has none for it.
  if (verb === 'skip') return 'note'
  if (needs.includes('reason')) return 'reason'
  return verb === 'cancel' || verb === 'complete' || verb === 'close' ? 'may' : 'nothing'
}

const ONWARD: readonly Verb[] = ['approve', 'start', 'resume', 'complete', 'close']

/** The natural next step, and what else can be done. */
export function nextOf(moves: readonly Move[]): { next: Move | undefined; others: Move[] } {
  const next = ONWARD.flatMap((verb) => moves.find((move) => move.verb === verb) ?? [])[0]
  return { next, others: moves.filter((move) => move !== next) }
}

/** What somebody says with a move. */
export interface Said {
  reasonId?: string | null
  note?: string | null
  problemId?: string | null
  causeId?: string | null
  remedyId?: string | null
  /** When it was so, in milliseconds; now if it is not said. */
  at?: number
}

export type Written = Partial<Pick<Row<'work_orders'>, 'status' | 'started_at' | 'completed_at' | 'hold_reason_id' | 'cancel_reason_id' | 'status_note' | 'problem_code_id' | 'cause_code_id' | 'remedy_code_id'>>

/** What a move writes into the work order, as the server will write it too. */
export function written(order: Moving, { verb, to }: Pick<Move, 'verb' | 'to'>, said: Said, now: number): Written {
  const note = said.note?.trim() || null
  const at = said.at ?? now
  switch (verb) {
    case 'start':
      return { status: to, started_at: order.started_at ?? at }
    case 'hold':
      return { status: to, hold_reason_id: said.reasonId ?? null, status_note: note }
    case 'resume':
      return { status: to, hold_reason_id: null, status_note: null }
    case 'complete':
      return { status: to, completed_at: at, status_note: note, ...codes(said) }
    case 'close':
      return { status: to, ...(note && { status_note: note }) }
    case 'cancel':
      return { status: to, cancel_reason_id: said.reasonId ?? null, hold_reason_id: null, status_note: note }
    case 'skip':
      return { status: to, hold_reason_id: null, status_note: note }
    default:
      return { status: to }
  }
}

/** A code that is not said leaves the one that is there. */
function codes({ problemId, causeId, remedyId }: Said): Written {
  return { ...(problemId && { problem_code_id: problemId }), ...(causeId && { cause_code_id: causeId }), ...(remedyId && { remedy_code_id: remedyId }) }
}

/** The shortest way to a status by moves that this person may make and that ask for nothing; undefined if there is none. */
export function wayTo(order: Moving, to: string, may: May): Move[] | undefined {
  const ways: { at: Moving; way: Move[] }[] = [{ at: order, way: [] }]
  const seen = new Set<string>()
  for (let found = ways.shift(); found; found = ways.shift()) {
    const { at, way } = found
    if (at.status === to) return way
    const key = `${at.status} ${at.started_at !== null}`
    if (seen.has(key)) continue
    seen.add(key)
    for (const move of movesOf(at, [], may)) {
      if (move.asks === 'nothing' || move.to === to) ways.push({ at: { ...at, ...written(at, move, {}, 0) }, way: [...way, move] })
    }
  }
  return undefined
}

/** What several moves, one after the other, write together. */
export function writtenOn(order: Moving, way: readonly Move[], said: Said, now: number): Written {
  return way.reduce<Written>((sum, move) => ({ ...sum, ...written({ ...order, ...sum }, move, said, now) }), {})
}
