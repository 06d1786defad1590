import type { WorkOrderMove } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { asksWhy, decide } from './moves'

const move = (fromStatus: string, toStatus: string, verb: string, needs: string[] = []) => ({ fromStatus, toStatus, verb, permission: `may:${verb}`, needs }) as WorkOrderMove
const moves = [
  move('new', 'approved', 'approve'),
  move('on_hold', 'approved', 'resume', ['not_started']),
  move('on_hold', 'in_progress', 'resume', ['started']),
  move('new', 'skipped', 'skip', ['occurrence', 'reason']),
]
const anything = () => true

describe('a move on the board', () => {
  it('is found by where it goes', () => expect(decide({ status: 'new' }, 'approved', moves, anything)).toEqual({ move: moves[0] }))
  it('is refused where the life cycle has none', () => expect(decide({ status: 'new' }, 'closed', moves, anything)).toEqual({ why: 'noWay' }))
  it('is refused to roles that may not', () => expect(decide({ status: 'new' }, 'approved', moves, () => false)).toEqual({ why: 'role', verb: 'approve' }))
  it('goes back from hold to where the work stood', () => {
    expect(decide({ status: 'on_hold', startedAt: null }, 'in_progress', moves, anything)).toEqual({ why: 'notStarted' })
    expect(decide({ status: 'on_hold', startedAt: '2026-01-01T00:00:00Z' }, 'in_progress', moves, anything)).toEqual({ move: moves[2] })
    expect(decide({ status: 'on_hold', startedAt: '2026-01-01T00:00:00Z' }, 'approved', moves, anything)).toEqual({ why: 'started' })
  })
  it('skips only what a plan made', () => expect(decide({ status: 'new' }, 'skipped', moves, anything)).toEqual({ why: 'occurrence' }))
  it('asks why where a reason is needed, and before work is cancelled', () => {
    expect(asksWhy(moves[3]!)).toBe(true)
    expect(asksWhy(move('new', 'cancelled', 'cancel'))).toBe(true)
    expect(asksWhy(moves[0]!)).toBe(false)
  })
})
