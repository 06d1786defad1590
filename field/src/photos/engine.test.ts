import { describe, expect, it } from 'vitest'
import { Problem, Unreachable } from '@fettle/kit/problems'
import { makeStore } from '@fettle/kit/store'
import { type Engine, makeEngine, type Parts } from './engine.ts'
import { photo } from './fixtures.ts'
import type { Facts, Standing } from './plan.ts'
import type { End } from './sending.ts'
import { type Photo, wayOf } from './way.ts'

/** A device with pictures, on which nothing is real. */
function device(first: Photo[], ends: (photo: Photo) => End | Error = () => ({ kind: 'sent' })) {
  const photos = new Map(first.map((each) => [each.id, each]))
  const state = { facts: { now: 1000, online: true, expired: false, metered: false, wifiOnly: false, anyway: false } as Facts, standing: 'there' as Standing, arrived: new Set<string>() }
  const log = { sent: [] as string[], atOnce: 0, most: 0, emptied: 0, gone: [] as string[], alarms: [] as number[] }
  const parts: Parts = {
    photos: async () => [...photos.values()],
    standings: async () => () => state.standing,
    arrived: async () => state.arrived,
    save: async (id, values) => void (photos.has(id) && photos.set(id, { ...photos.get(id)!, ...values })),
    async send(each, tell) {
      log.atOnce += 1
      log.most = Math.max(log.most, log.atOnce)
      await tell({ step: 'announced', caption: null, role: null })
      await Promise.resolve()
      log.atOnce -= 1
      log.sent.push(each.id)
      const end = ends(each)
      if (end instanceof Error) throw end
      return end
    },
    giveWay: async ({ id }) => void (log.gone.push(id), photos.delete(id)),
    facts: () => state.facts,
    needsSignIn: (error) => error instanceof Problem && error.status === 401,
    later: (_work, ms) => (log.alarms.push(ms), () => undefined),
    emptied: () => void (log.emptied += 1),
  }
  const sending = makeStore<string | undefined>(undefined)
  const engine: Engine = makeEngine(parts, sending)
  return { engine, photos, state, log }
}

describe('the queue', () => {
  it('sends one after the other, the oldest first, and says when it is empty', async () => {
    const { engine, photos, log } = device([photo({ id: 'b', taken_at: 2 }), photo({ id: 'a', taken_at: 1 }), photo({ id: 'c', taken_at: 3 })])
    await Promise.all([engine.run(), engine.run()])
    expect(log).toMatchObject({ sent: ['a', 'b', 'c'], most: 1, emptied: 1 })
    expect([...photos.values()].map(({ state }) => state)).toEqual(['sent', 'sent', 'sent'])
  })
  it('lets its own copy go when the server’s has come', async () => {
    const { engine, photos, state, log } = device([photo({ state: 'sent' })])
    await engine.run()
    expect(photos.size).toBe(1)
    state.arrived = new Set(['p1'])
    await engine.run()
    expect(log.gone).toEqual(['p1'])
    expect(log.emptied).toBe(0)
  })
  it('remembers that it has seen the record, and goes when that has been sent', async () => {
    const { engine, photos, state, log } = device([photo()])
    state.standing = 'missing'
    await engine.run()
    expect(wayOf(photos.get('p1')!).step).toBe('new')
    state.standing = 'unsent'
    await engine.run()
    expect(wayOf(photos.get('p1')!).step).toBe('known')
    expect(log.sent).toEqual([])
    state.standing = 'there'
    await engine.run()
    expect(log.sent).toEqual(['p1'])
  })
  it('goes on with the others when one fails, and comes back to it', async () => {
    const { engine, photos, log } = device([photo({ id: 'a', taken_at: 1 }), photo({ id: 'b', taken_at: 2 })], ({ id }) => (id === 'a' ? new Unreachable() : { kind: 'sent' }))
    await engine.run()
    expect(log.sent).toEqual(['a', 'b'])
    expect(photos.get('a')).toMatchObject({ state: 'waiting', tries: 1, next_try_at: 6000, error: '{"reason":"unreachable"}' })
    expect(log.alarms).toContain(5000)
  })
  it('keeps what was refused, with the reason, and does not send it again', async () => {
    const { engine, photos, log } = device([photo()], () => new Problem(422, '/problems/invalid', 'Invalid', 'Not a picture', [], undefined))
    await engine.run()
    await engine.run()
    expect(log.sent).toEqual(['p1'])
    expect(photos.get('p1')).toMatchObject({ state: 'refused', error: JSON.stringify({ reason: 'refused', detail: 'Not a picture' }) })
  })
  it('does not run in circles when the session has ended', async () => {
    const { engine, photos, log } = device([photo()], () => new Problem(401, '/problems/unauthenticated', '', '', [], undefined))
    await engine.run()
    expect(log.sent).toEqual(['p1'])
    expect(photos.get('p1')).toMatchObject({ state: 'waiting', tries: 0, error: null })
  })
  it('stops with the database', async () => {
    const { engine, log } = device([photo({ id: 'a' }), photo({ id: 'b' })])
    engine.stop()
    await engine.run()
    expect(log.sent).toEqual([])
  })
})
