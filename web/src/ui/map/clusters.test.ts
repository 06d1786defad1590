import { describe, expect, it } from 'vitest'
import { apart, boundsOf, clusters, together } from './clusters'

const at = (id: string, latitude: number, longitude: number) => ({ id, latitude, longitude })
const boston = [at('a', 42.36, -71.06), at('b', 42.3601, -71.0601), at('c', 42.28, -71.12)]

describe('marks on the map', () => {
  it('stand for what is near, and come apart closer by', () => {
    expect(clusters(boston, 6).map(({ points }) => points.length)).toEqual([3])
    expect(clusters(boston, 12).map(({ points }) => points.length)).toEqual([2, 1])
    expect(clusters(boston, 20)).toHaveLength(3)
  })
  it('stand in the middle of what they stand for', () => expect(clusters([at('a', 10, 20), at('b', 10.0002, 20.0002)], 3)[0]).toMatchObject({ latitude: 10.0001, longitude: 20.0001 }))
  it('are quick with ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => at(String(n), 42 + (n % 100) / 500, -71 - Math.floor(n / 100) / 500))
    const started = performance.now()
    expect(clusters(many, 11).flatMap(({ points }) => points)).toHaveLength(10_000)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

it('knows the box around places', () => {
  expect(boundsOf(boston)).toEqual({ west: -71.12, east: -71.06, south: 42.28, north: 42.3601 })
  expect(boundsOf([])).toBeUndefined()
})

it('knows what no zoom tells apart', () => {
  expect(together([at('a', 42.36, -71.06), at('b', 42.36, -71.06)])).toBe(true)
  expect(together(boston)).toBe(false)
})

it('writes only names that have room', () => {
  expect(apart(boston, 8).map(({ id }) => id)).toEqual(['a', 'c'])
  expect(apart(boston, 22)).toHaveLength(3)
})
