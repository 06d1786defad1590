import { expect, it } from 'vitest'
import { FORGOTTEN, hoursOf, isForgotten, ranFor, readTimer } from './timer.ts'

const timer = { workOrderId: 'w', title: 'Pump', staffId: 'me', startedAt: 1_000_000 }

it('is an instant, so that it survives a restart', () => {
  const read = readTimer(JSON.stringify(timer))!
  expect(read).toEqual(timer)
  expect(hoursOf(read, timer.startedAt + 50 * 60_000)).toBe(1)
})
it('runs no negative time when the phone is set back', () => expect(ranFor(timer, 0)).toBe(0))
it('never comes to more than a day', () => expect(hoursOf(timer, timer.startedAt + 90 * 3_600_000)).toBe(24))
it('is noticed when it was forgotten', () => {
  expect(isForgotten(timer, timer.startedAt + FORGOTTEN - 1)).toBe(false)
  expect(isForgotten(timer, timer.startedAt + FORGOTTEN)).toBe(true)
})
it('is not read from rubbish', () => {
  for (const text of [undefined, '', '{}', 'null', '{"startedAt":"now"}']) expect(readTimer(text)).toBeUndefined()
})
