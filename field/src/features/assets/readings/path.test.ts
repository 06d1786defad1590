import { expect, it } from 'vitest'
import { pathOf } from './path.ts'

it('goes from left to right and up', () => {
  expect(pathOf([{ value: 10, at: 20 }, { value: 0, at: 0 }, { value: 5, at: 10 }], 100, 50, 0)).toEqual([{ x: 0, y: 50 }, { x: 50, y: 25 }, { x: 100, y: 0 }])
})
it('survives few and equal ones', () => {
  expect(pathOf([], 100, 50, 0)).toEqual([])
  expect(pathOf([{ value: 3, at: 5 }], 100, 50, 0)).toEqual([{ x: 50, y: 25 }])
  expect(pathOf([{ value: 3, at: 0 }, { value: 3, at: 5 }], 100, 50, 4)).toEqual([{ x: 4, y: 25 }, { x: 96, y: 25 }])
})
