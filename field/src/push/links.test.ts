import { describe, expect, it } from 'vitest'
import { officePath, pathOf, screenOf } from './links.ts'

const id = '01961e2e-7a2b-7cc3-9f4c-0123456789ab'

describe('addresses that lead into the app', () => {
  it.each([
    `/work-orders/${id}`, `/field/work-orders/${id}`, `fettle://work-orders/${id}`, `fettle:///work-orders/${id}`, `https://fettle.example.org/work-orders/${id}`,
    `https://fettle.example.org/field/work-orders/${id}?from=mail#top`, `/work-orders/${id}/`,
  ])('%s opens the work order', (address) => expect(screenOf(address)).toBe(`/work-orders/${id}`))
  it('knows the other screens, and older names', () => {
    expect(screenOf(`/work-requests/${id}`)).toBe(`/requests/${id}`)
    expect(screenOf(`/assets/${id}`)).toBe(`/assets/${id}`)
    expect(screenOf('https://fettle.example.org/field/')).toBe('/')
    expect(screenOf('fettle://')).toBe('/')
    expect(screenOf('/field/notifications')).toBe('/notifications')
    expect(screenOf('https://fettle.example.org/field/r/rvpp2aygrd')).toBe('/scan?code=rvpp2aygrd')
    expect(screenOf(`/work-orders/${id}/log`)).toBe(`/work-orders/${id}/log`)
  })
  it.each([`/plans/${id}`, '/settings/jobs', '/r/status/abcdefgh', '/work-orders/board', '/fieldwork', '//evil.example/work-orders', 'javascript:alert(1)'])('%s is not of the app', (address) =>
    expect(screenOf(address)).toBeUndefined(),
  )
  it('does not take another first part for its own', () => expect(pathOf('/fields/a')).toBe('/fields/a'))
})

it('knows where the office shows a subject', () => {
  expect(officePath('maintenance_plan', id)).toBe(`/plans/${id}`)
  expect(officePath('job', null)).toBe('/settings/jobs')
  expect(officePath('work_order', null)).toBe('/notifications')
  expect(officePath('something_new', id)).toBe('/notifications')
})
