import { describe, expect, it } from 'vitest'
import { said, stepBody, stepValues } from './waits'

describe('a wait', () => {
  it.each([
    [90, { amount: 90, unit: 'minutes' }],
    [120, { amount: 2, unit: 'hours' }],
    [2880, { amount: 2, unit: 'days' }],
    [1500, { amount: 25, unit: 'hours' }],
    [-1440, { amount: -1, unit: 'days' }],
    [0, { amount: 0, unit: 'minutes' }],
  ])('of %i minutes is said as %o', (minutes, expected) => expect(said(minutes)).toEqual(expected))
  it.each([0, 1, 59, 60, 90, 1440, 10_080, -30, -2880])('of %i minutes comes back from the form as it was', (afterMinutes) => {
    const step = { afterMinutes, notify: { userIds: [], roles: ['supervisor'], assignee: true, crewLead: false, supervisors: false }, assigneeId: null, crewId: null, priority: null }
    expect(stepBody(stepValues(step))).toEqual(step)
  })
})
