import { expect, it } from 'vitest'
import { waits } from './waits.ts'

it('says what of a work order is not sent', () => {
  expect(waits({ _changed: 'status,completed_at,status_note' })).toEqual(['status', 'note'])
  expect(waits({ _changed: 'assignee_id,kind' })).toEqual(['assignment', 'other'])
  expect(waits({ _changed: 'due_at,title' })).toEqual(['title', 'due'])
  expect(waits({ _changed: '' })).toEqual([])
})
