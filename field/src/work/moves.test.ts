import { describe, expect, it } from 'vitest'
import { type Moving, movesOf, nextOf, type Task, wayTo, written, writtenOn } from './moves.ts'

const order = (status: string, more: Partial<Moving> = {}): Moving => ({ status, started_at: null, occurrence_id: null, ...more })
const anything = () => true
const technician = (permission: string) => ['work_orders:work', 'work_orders:complete'].includes(permission)
const verbs = (of: Moving, may = anything as (permission: string) => boolean) => movesOf(of, [], may).map(({ verb }) => verb)
const task = (id: string, status: string, required = true): Task => ({ id, title: id, status, required })

describe('the moves of a work order', () => {
  it('are those of its status', () => {
    expect(verbs(order('new'))).toEqual(['approve', 'cancel'])
    expect(verbs(order('approved'))).toEqual(['start', 'hold', 'cancel'])
    expect(verbs(order('complete'))).toEqual(['close'])
    expect(verbs(order('closed'))).toEqual([])
  })
  it('are those that the person may make', () => {
    expect(verbs(order('new'), technician)).toEqual([])
    expect(verbs(order('in_progress'), technician)).toEqual(['hold', 'complete'])
  })
  it('go back from hold to where the work stood', () => {
    expect(movesOf(order('on_hold'), [], technician)[0]).toMatchObject({ verb: 'resume', to: 'approved' })
    expect(movesOf(order('on_hold', { started_at: 5 }), [], technician)[0]).toMatchObject({ verb: 'resume', to: 'in_progress' })
  })
  it('skip only what a plan made, and want words for it', () => {
    expect(verbs(order('new', { occurrence_id: 'o' }))).toContain('skip')
    expect(movesOf(order('new', { occurrence_id: 'o' }), [], anything).find(({ verb }) => verb === 'skip')?.asks).toBe('note')
  })
  it('ask why work is held', () => expect(movesOf(order('in_progress'), [], technician).map(({ asks }) => asks)).toEqual(['reason', 'may']))
  it('name the required tasks that completion waits for', () => {
    const tasks = [task('a', 'open'), task('b', 'done'), task('c', 'open', false), task('d', 'failed')]
    const complete = movesOf(order('in_progress'), tasks, technician).find(({ verb }) => verb === 'complete')
    expect(complete?.unanswered.map(({ id }) => id)).toEqual(['a'])
    expect(movesOf(order('approved'), tasks, technician)[0]!.unanswered).toEqual([])
  })
  it('have a natural next step', () => {
    const { next, others } = nextOf(movesOf(order('in_progress'), [], anything))
    expect(next?.verb).toBe('complete')
    expect(others.map(({ verb }) => verb)).toEqual(['hold', 'cancel'])
  })
})

describe('what a move writes', () => {
  const by = (verb: string, of: Moving) => movesOf(of, [], anything).find((move) => move.verb === verb)!
  it('keeps the first start', () => {
    expect(written(order('approved'), by('start', order('approved')), {}, 9)).toEqual({ status: 'in_progress', started_at: 9 })
    const begun = order('approved', { started_at: 3 })
    expect(written(begun, by('start', begun), {}, 9)).toEqual({ status: 'in_progress', started_at: 3 })
  })
  it('says why work is held, and forgets it when it goes on', () => {
    expect(written(order('in_progress'), by('hold', order('in_progress')), { reasonId: 'r', note: ' rain ' }, 9)).toEqual({ status: 'on_hold', hold_reason_id: 'r', status_note: 'rain' })
    const held = order('on_hold', { started_at: 1 })
    expect(written(held, by('resume', held), {}, 9)).toEqual({ status: 'in_progress', hold_reason_id: null, status_note: null })
  })
  it('leaves the codes that nobody says', () =>
    expect(written(order('in_progress'), by('complete', order('in_progress')), { causeId: 'c', note: '' }, 9)).toEqual({ status: 'complete', completed_at: 9, status_note: null, cause_code_id: 'c' }))
})

describe('the way to a status', () => {
  it('is the shortest that this person may go', () => {
    expect(wayTo(order('approved'), 'complete', technician)?.map(({ verb }) => verb)).toEqual(['start', 'complete'])
    expect(wayTo(order('on_hold', { started_at: 1 }), 'complete', technician)?.map(({ verb }) => verb)).toEqual(['resume', 'complete'])
    expect(wayTo(order('on_hold'), 'complete', technician)?.map(({ verb }) => verb)).toEqual(['resume', 'start', 'complete'])
    expect(wayTo(order('new'), 'complete', technician)).toBeUndefined()
    expect(wayTo(order('closed'), 'in_progress', anything)).toBeUndefined()
    expect(wayTo(order('new'), 'new', technician)).toEqual([])
  })
  it('writes all its steps at once', () => {
    const way = wayTo(order('approved'), 'complete', technician)!
    expect(writtenOn(order('approved'), way, { note: 'done' }, 9)).toEqual({ status: 'complete', started_at: 9, completed_at: 9, status_note: 'done' })
  })
})
