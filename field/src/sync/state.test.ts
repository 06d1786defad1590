import { describe, expect, it } from 'vitest'
import { Problem, Unreachable } from '@fettle/kit/problems'
import { backoff, type Facts, NOTHING_YET, outcome, retryAfter, syncState } from './state.ts'

const problem = (status: number, retryAfter?: number) => Object.assign(new Problem(status, '/problems/x', 'Title', 'Why', [], 'r-1'), { retryAfter })
const with_ = (facts: Partial<Facts>) => syncState({ ...NOTHING_YET, lastAt: 5, ...facts })
const failure = { reason: 'busy', status: 503 } as const
const running = { phase: 'pull', received: 3, sent: 0 } as const

describe('the state', () => {
  it.each([
    [{}, 'idle'],
    [{ online: false }, 'offline'],
    [{ unreachable: true }, 'offline'],
    [{ expired: true, online: false, failure }, 'signIn'],
    [{ failure }, 'failed'],
    [{ failure, online: false }, 'offline'],
    [{ running, failure, expired: true, online: false }, 'syncing'],
  ] as [Partial<Facts>, string][])('%j is %s', (facts, kind) => expect(with_(facts).kind).toBe(kind))

  it('always says when all was in step', () => {
    for (const facts of [{}, { online: false }, { expired: true }, { failure }, { running }]) expect(with_(facts).lastAt).toBe(5)
  })
})

describe('what an error means', () => {
  const means = (error: unknown) => outcome(error, (each) => each instanceof Problem && each.status === 401)
  it('401: sign in', () => expect(means(problem(401))).toEqual({ kind: 'signIn' }))
  it('no answer: there is no network', () => expect(means(new Unreachable('x'))).toEqual({ kind: 'unreachable' }))
  it('410: the app is too old', () => expect(means(problem(410))).toEqual({ kind: 'failed', failure: { reason: 'upgrade' }, wait: undefined }))
  it('429 and 503: later, as late as the server says', () => {
    expect(means(problem(429, 7000))).toEqual({ kind: 'failed', failure: { reason: 'busy', status: 429 }, wait: 7000 })
    expect(means(problem(503))).toEqual({ kind: 'failed', failure: { reason: 'busy', status: 503 }, wait: undefined })
  })
  it('anything else the server says is told', () =>
    expect(means(problem(422))).toEqual({ kind: 'failed', failure: { reason: 'problem', status: 422, detail: 'Why', requestId: 'r-1' }, wait: undefined }))
  it('and what breaks here too', () => expect(means(new Error('disk full'))).toEqual({ kind: 'failed', failure: { reason: 'broken', detail: 'disk full' }, wait: undefined }))
})

describe('waiting', () => {
  it('grows, and ends', () => expect([1, 2, 3, 10, 50].map(backoff)).toEqual([30_000, 60_000, 120_000, 900_000, 900_000]))
  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2026-11-21T12:00:00Z')
    expect([null, '30', ' 5 ', 'Sat, 21 Nov 2026 12:01:00 GMT', 'Sat, 21 Nov 2026 11:00:00 GMT', 'soon'].map((header) => retryAfter(header, now))).toEqual([undefined, 30_000, 5000, 60_000, 0, undefined])
  })
})
