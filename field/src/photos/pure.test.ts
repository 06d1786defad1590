import { describe, expect, it } from 'vitest'
import { Problem } from '@fettle/kit/problems'
import { Lost } from '../platform/bytes.types.ts'
import { extended, pathOf, type Shape, shareOf, shownIn, shows } from './drawing.ts'
import { photo } from './fixtures.ts'
import { meaning } from './meaning.ts'
import { nameOf } from './names.ts'
import { asQueued } from './queued.ts'
import { excess } from './room.ts'
import { fitted } from './sizes.ts'
import { pairsOf, type TileOf, tilesOf } from './tiles.ts'
import { troubleOf, wayOf } from './way.ts'

const never = () => false
const problem = (status: number, type = 'x', pointer?: string) =>
  new Problem(status, `/problems/${type}`, 'Title', 'Detail', pointer ? [{ pointer, code: 'unknown', message: '' }] : [], undefined)

it('failures mean what they mean', () => {
  expect(meaning(problem(503), 1, never)).toMatchObject({ kind: 'later', trouble: { reason: 'busy' } })
  expect(meaning(problem(409, 'quota-reached'), 1, never)).toMatchObject({ kind: 'later', trouble: { reason: 'quota' }, pause: 3_600_000 })
  expect(meaning(problem(422, 'invalid', '/subjectId'), 1, never)).toMatchObject({ kind: 'refused', trouble: { reason: 'gone' } })
  expect(meaning(problem(413), 1, never)).toMatchObject({ kind: 'refused', trouble: { reason: 'refused', detail: 'Detail' } })
  expect(meaning(new Lost(), 1, never)).toMatchObject({ kind: 'refused', trouble: { reason: 'lost' } })
  expect(meaning(problem(401), 1, () => true)).toEqual({ kind: 'signIn' })
})

it('what was kept of it is read, whatever it is', () => {
  expect(wayOf(photo({ upload: 'nonsense' })).step).toBe('new')
  expect(wayOf(photo({ upload: '{"step":"flying"}' })).step).toBe('new')
  expect(troubleOf(photo({ error: 'nonsense' }))).toEqual({ reason: 'broken', detail: 'nonsense' })
})

it('what was cut off when the app was killed waits again', () => {
  const facts = { now: 0, online: true, expired: false, metered: false, wifiOnly: false, anyway: false }
  expect(asQueued(photo({ state: 'sending' }), 'there', facts, { id: undefined, share: 0 }).kind).toBe('waiting')
  expect(asQueued(photo({ state: 'sending' }), 'there', facts, { id: 'p1', share: 0.4 })).toMatchObject({ kind: 'sending', share: 0.4 })
})

it('pictures are made smaller, never larger', () => {
  expect(fitted({ width: 4000, height: 3000 }, 2000)).toEqual({ width: 2000, height: 1500 })
  expect(fitted({ width: 300, height: 4000 }, 2000)).toEqual({ width: 150, height: 2000 })
  expect(fitted({ width: 20, height: 10 }, 2000)).toEqual({ width: 20, height: 10 })
  expect(fitted({ width: 10000, height: 1 }, 320)).toEqual({ width: 320, height: 1 })
})

it('the oldest goes first when room is short', () => {
  const kept = [{ key: 'old', size: 60, at: 1 }, { key: 'new', size: 60, at: 3 }, { key: 'middle', size: 30, at: 2 }]
  expect(excess(kept, 100).map(({ key }) => key)).toEqual(['old'])
  expect(excess(kept, 1000)).toEqual([])
})

it('a picture is named after the clock on the wall', () => {
  expect(nameOf(new Date(2026, 2, 2, 8, 5, 9).getTime())).toBe('2026-03-02 08.05.09.jpg')
})

describe('the pictures of a record', () => {
  const stored = {
    _status: 'synced' as const, _changed: '', subject: 'work_order', subject_id: 'w1', caption: null, state: 'stored', preview: 'made', media_type: 'image/jpeg', size_bytes: 1, width: 1, height: 1,
    taken_at: null, paired_with_id: null, created_at: 5, created_by: 'u2', name: 'x.jpg',
  }
  const facts = { now: 0, online: true, expired: false, metered: false, wifiOnly: false, anyway: false }
  const queued = (values: Parameters<typeof photo>[0]) => asQueued(photo(values), 'there', facts, { id: undefined, share: 0 })

  it('are those of the server and ours, each once, in the order in which they were taken', () => {
    const tiles = tilesOf([{ ...stored, id: 's', role: 'before' }, { ...stored, id: 'manual', role: 'manual' }], [queued({ id: 's', state: 'sent' }), queued({ id: 'q', taken_at: 2 })], 'me')
    expect(tiles.map(({ id, by }) => [id, by])).toEqual([['q', 'me'], ['s', 'u2']])
  })
  it('keep their place when they arrive under another id after having been refused', () => {
    expect(tilesOf([{ ...stored, id: 'second', role: 'before' }], [queued({ attachment_id: 'second', state: 'sent' })], 'me')).toHaveLength(1)
  })
  it('stand in pairs: those that somebody paired, then those in the same place', () => {
    const tile = (id: string, pairedWithId: string | null = null): TileOf => ({ id, role: '', caption: '', takenAt: 0, by: null, pairedWithId })
    const named = (pairs: ReturnType<typeof pairsOf>) => pairs.map(([a, b]) => `${a?.id}-${b?.id}`)
    expect(named(pairsOf([tile('b1'), tile('b2')], [tile('a1', 'b2'), tile('a2')]))).toEqual(['b1-a2', 'b2-a1'])
    expect(named(pairsOf([tile('b1')], [tile('a1'), tile('a2')]))).toEqual(['b1-a1', 'undefined-a2'])
  })
})

describe('a drawing', () => {
  const shape = (kind: Shape['kind'], ...points: [number, number][]): Shape => ({ kind, points, colour: 'red' })
  const size = { width: 1000, height: 500 }

  it('fits the picture whatever size that is shown in', () => {
    expect(pathOf(shape('arrow', [0, 0], [1, 1]), size)).toMatch(/^M0 0L1000 500M/)
    expect(pathOf(shape('ellipse', [0.1, 0.2], [0.3, 0.6]), size)).toBe('M100 200a100 100 0 1 0 200 0a100 100 0 1 0 -200 0Z')
    expect(pathOf(shape('stroke', [0, 0], [0.5, 0], [1, 1]), size)).toBe('M0 0Q500 0 750 250L1000 500')
  })
  it('has arrows whose heads are never longer than they are', () => {
    const numbers = pathOf(shape('arrow', [0.5, 0.5], [0.51, 0.5]), size).match(/[\d.]+/g)!.map(Number)
    expect(numbers.every((value) => value >= 240 && value <= 511)).toBe(true)
  })
  it('leaves out what nobody would see', () => {
    expect(shows(shape('arrow', [0.5, 0.5]))).toBe(false)
    expect(shows(shape('arrow', [0.5, 0.5], [0.501, 0.5]))).toBe(false)
    expect(shows({ ...shape('text', [0, 0]), text: ' ' })).toBe(false)
    expect(shows(shape('stroke', [0, 0]))).toBe(true)
  })
  it('grows with the finger, without the points that lie on each other', () => {
    const stroke = [[0.1, 0], [0.1001, 0], [0.2, 0]].reduce((now, at) => extended(now, at as [number, number]), shape('stroke', [0, 0]))
    expect(stroke.points).toEqual([[0, 0], [0.1, 0], [0.2, 0]])
    expect(extended(shape('arrow', [0, 0], [1, 1]), [0.5, 0.5]).points).toEqual([[0, 0], [0.5, 0.5]])
  })
  it('stays on the picture', () => {
    expect(shareOf({ x: -5, y: 700 }, size)).toEqual([0, 1])
    expect(shownIn({ width: 2000, height: 1000 }, { width: 390, height: 600 })).toEqual({ width: 390, height: 195 })
  })
})
