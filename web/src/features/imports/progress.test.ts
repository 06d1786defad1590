import { expect, it } from 'vitest'
import { marked, rowsInAll, speed } from './progress'

it('is rows in a second over the last seconds', () => {
  const marks = [0, 1, 2, 3].reduce<{ at: number; rows: number }[]>((all, second) => marked(all, { at: second * 1000, rows: second * 500 }), [])
  expect(speed(marks)).toBe(500)
})
it('forgets what is long ago, and starts anew when it is run again', () => {
  expect(marked([{ at: 0, rows: 0 }], { at: 20_000, rows: 10 })).toEqual([{ at: 20_000, rows: 10 }])
  expect(marked([{ at: 0, rows: 900 }], { at: 1000, rows: 0 })).toEqual([{ at: 1000, rows: 0 }])
})
it('is not known at first', () => expect(speed([{ at: 0, rows: 0 }])).toBeUndefined())
it('guesses the rows of the file from its bytes', () => expect([rowsInAll(0, 0), rowsInAll(200, 10), rowsInAll(199, 100)]).toEqual([undefined, 2000, 199]))
