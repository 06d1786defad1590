import { expect, it } from 'vitest'
import { held, moved, REST, zoomed } from './zoom.ts'

const box = { width: 400, height: 800 }

it('two fingers that move apart make it larger, to a limit', () => {
  const hold = held([{ x: 100, y: 400 }, { x: 300, y: 400 }], REST)
  expect(moved(hold, [{ x: 0, y: 400 }, { x: 400, y: 400 }], box)).toEqual({ scale: 2, x: 0, y: 0 })
  expect(moved(hold, [{ x: -9000, y: 400 }, { x: 9000, y: 400 }], box).scale).toBe(6)
  expect(moved(hold, [{ x: 190, y: 400 }, { x: 210, y: 400 }], box)).toEqual(REST)
})
it('one finger moves it, until its edge', () => {
  const hold = held([{ x: 0, y: 0 }], { scale: 2, x: 0, y: 0 })
  expect(moved(hold, [{ x: 50, y: -20 }], box)).toEqual({ scale: 2, x: 50, y: -20 })
  expect(moved(hold, [{ x: 900, y: -9000 }], box)).toEqual({ scale: 2, x: 200, y: -400 })
})
it('one finger does not move what is as large as it was', () => {
  expect(moved(held([{ x: 0, y: 0 }], REST), [{ x: 90, y: 0 }], box)).toEqual(REST)
})
it('two taps make it larger where they were, and two more as it was', () => {
  const near = zoomed(REST, { locationX: 0, locationY: 400 }, box)
  expect(near).toEqual({ scale: 2.5, x: 300, y: 0 })
  expect(zoomed(near, { locationX: 0, locationY: 0 }, box)).toEqual(REST)
})
