import { describe, expect, it } from 'vitest'
import { MOST_TARGETS, shares, targetsOf } from './spread.ts'

describe('what hours are for', () => {
  it('is the work order where nothing else is said', () => expect(targetsOf([], [])).toEqual([{ assetId: null, taskCodeId: null }]))
  it('is each asset', () => expect(targetsOf(['a', 'b'], [])).toEqual([{ assetId: 'a', taskCodeId: null }, { assetId: 'b', taskCodeId: null }]))
  it('is a task on the asset that was chosen', () => expect(targetsOf(['a'], [{ assetId: null, taskCodeId: 't' }])).toEqual([{ assetId: 'a', taskCodeId: 't' }]))
  it('is a task on its own asset, and the other asset by itself', () =>
    expect(targetsOf(['a', 'b'], [{ assetId: 'a', taskCodeId: 't' }])).toEqual([{ assetId: 'a', taskCodeId: 't' }, { assetId: 'b', taskCodeId: null }]))
  it('counts nothing twice', () => expect(targetsOf(['a'], [{ assetId: null, taskCodeId: 't' }, { assetId: 'a', taskCodeId: 't' }])).toHaveLength(1))
  it('takes no part in a task without a code', () => expect(targetsOf(['a'], [{ assetId: null, taskCodeId: null }])).toEqual([{ assetId: 'a', taskCodeId: null }]))
  it('leaves tasks out when there would be too many lines', () => {
    const assets = Array.from({ length: 8 }, (_, place) => `a${place}`)
    const tasks = ['t', 'u'].map((taskCodeId) => ({ assetId: null, taskCodeId }))
    expect(assets.length * tasks.length).toBeGreaterThan(MOST_TARGETS)
    expect(targetsOf(assets, tasks)).toHaveLength(8)
  })
})

describe('shares', () => {
  it('come to the whole', () => {
    for (const hours of [0.25, 0.3333, 1, 1.75, 8, 23.99]) {
      for (let parts = 1; parts <= 12; parts += 1) {
        const all = shares(hours, parts)
        expect(Math.round(all.reduce((sum, each) => sum + each, 0) * 10_000)).toBe(Math.round(hours * 10_000))
        for (const each of all) expect(each).toBeGreaterThan(0)
      }
    }
  })
  it('are hundredths, the first ones larger', () => expect(shares(1, 3)).toEqual([0.34, 0.33, 0.33]))
  it('stay whole where there is too little', () => expect(shares(0.02, 3)).toEqual([0.02]))
})
