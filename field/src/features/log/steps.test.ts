import { expect, it } from 'vitest'
import { after, before, stepsOf } from './steps.ts'

it('steps that never apply are left out', () => {
  expect(stepsOf({ tasks: 0, household: true, photos: false })).toEqual(['assets', 'labour', 'materials', 'review'])
  expect(stepsOf({ tasks: 2, household: false, photos: true })).toEqual(['assets', 'tasks', 'labour', 'materials', 'equipment', 'photos', 'review'])
})
it('lead to the review and back', () => {
  const steps = stepsOf({ tasks: 0, household: false, photos: true })
  expect(after(steps, 'photos')).toBe('review')
  expect(after(steps, 'review')).toBe('review')
  expect(before(steps, 'assets')).toBeUndefined()
  expect(before(steps, 'labour')).toBe('assets')
})
