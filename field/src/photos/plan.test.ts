import { describe, expect, it } from 'vitest'
import { photo } from './fixtures.ts'
import { type Facts, mayGo, next, pauseAfter, revives, type Standing, waitsFor } from './plan.ts'
import { wayText } from './way.ts'

const facts: Facts = { now: 1000, online: true, expired: false, metered: false, wifiOnly: false, anyway: false }
const there = () => 'there' as Standing
const known = wayText({ step: 'known', caption: null, role: null })

describe('a picture waits', () => {
  it('for its record, however good the network is', () => {
    expect(waitsFor(photo(), 'unsent', facts)).toBe('record')
    expect(waitsFor(photo(), 'missing', facts)).toBe('record')
  })
  it('not for a record that was here and was taken away: the server says whether it still takes it', () => {
    expect(waitsFor(photo({ upload: known }), 'missing', facts)).toBeUndefined()
  })
  it('for a network, for somebody to sign in, for Wi-Fi if it has to', () => {
    expect(waitsFor(photo(), 'there', { ...facts, online: false })).toBe('network')
    expect(waitsFor(photo(), 'there', { ...facts, expired: true })).toBe('signIn')
    expect(waitsFor(photo(), 'there', { ...facts, metered: true })).toBeUndefined()
    expect(waitsFor(photo(), 'there', { ...facts, metered: true, wifiOnly: true })).toBe('wifi')
    expect(waitsFor(photo(), 'there', { ...facts, metered: true, wifiOnly: true, anyway: true })).toBeUndefined()
  })
  it('after a failure', () => {
    expect(waitsFor(photo({ next_try_at: 1001 }), 'there', facts)).toBe('later')
    expect(waitsFor(photo({ next_try_at: 1000 }), 'there', facts)).toBeUndefined()
  })
})

describe('the next one', () => {
  it('is the oldest of those that never failed', () => {
    const all = [photo({ id: 'young', taken_at: 9 }), photo({ id: 'failed', taken_at: 1, tries: 2 }), photo({ id: 'old', taken_at: 5 })]
    expect(next(all, there, facts).photo?.id).toBe('old')
  })
  it('goes before one that waits for its record', () => {
    const all = [photo({ id: 'early', taken_at: 1, subject_id: 'draft' }), photo({ id: 'late', taken_at: 9 })]
    expect(next(all, ({ subject_id }) => (subject_id === 'draft' ? 'missing' : 'there'), facts).photo?.id).toBe('late')
  })
  it('is one that was being sent when the app was killed', () => {
    expect(next([photo({ state: 'sending' })], there, facts).photo?.id).toBe('p1')
  })
  it('is none of those that arrived or were refused', () => {
    expect(next([photo({ state: 'sent' }), photo({ state: 'refused' })], there, facts)).toEqual({})
  })
  it('comes when the first pause is over', () => {
    expect(next([photo({ next_try_at: 3000 }), photo({ next_try_at: 2000 })], there, facts)).toEqual({ wakeAt: 2000 })
  })
})

describe('after a failure', () => {
  it('waits longer each time, never longer than a quarter of an hour', () => {
    const all = Array.from({ length: 10 }, (_, tries) => pauseAfter(tries + 1))
    expect(all).toEqual([...all].sort((a, b) => a - b))
    expect(all[0]).toBe(5_000)
    expect(all.at(-1)).toBe(900_000)
  })
  it('goes at once when the network is back, unless something else was wrong', () => {
    expect(revives(photo({ next_try_at: 9, error: '{"reason":"unreachable"}' }))).toBe(true)
    expect(revives(photo({ next_try_at: 9, error: '{"reason":"quota"}' }))).toBe(false)
    expect(revives(photo({ next_try_at: 9, state: 'refused', error: '{"reason":"unreachable"}' }))).toBe(false)
    expect(revives(photo())).toBe(false)
  })
})

it('our copy goes when the server’s is here, or after a month, and never before it was sent', () => {
  const month = 31 * 86_400_000
  expect(mayGo(photo({ state: 'sent' }), new Set(['p1']), 2)).toBe(true)
  expect(mayGo(photo({ state: 'sent' }), new Set(), 2)).toBe(false)
  expect(mayGo(photo({ state: 'sent' }), new Set(), month)).toBe(true)
  expect(mayGo(photo({ state: 'refused' }), new Set(['p1']), month)).toBe(false)
})
