import { expect, it } from 'vitest'
import type { Moving } from '@/work/moves'
import { stepsOf } from './steps.ts'

const technician = (permission: string) => ['work_orders:work', 'work_orders:complete'].includes(permission)
const order = (status: string): Moving => ({ status, started_at: null, occurrence_id: null })

it('offers to complete approved work in one go', () => {
  const { next, others } = stepsOf(order('approved'), [{ id: 't', title: 'Look', required: true, status: 'open' }], technician)
  expect(next?.verb).toBe('start')
  expect(others.map(({ verb, way }) => [verb, way.length])).toEqual([['complete', 2], ['hold', 1]])
  expect(others[0]!.unanswered).toHaveLength(1)
})

it('offers nothing for what has ended', () => expect(stepsOf(order('closed'), [], technician)).toEqual({ next: undefined, others: [] }))
