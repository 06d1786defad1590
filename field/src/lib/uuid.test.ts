import { expect, it } from 'vitest'
import { uuidV7 } from './uuid.ts'

const full = new Uint8Array(10).fill(0xff)

it('is a UUID of version 7', () => {
  expect(uuidV7(0, new Uint8Array(10))).toBe('00000000-0000-7000-8000-000000000000')
  expect(uuidV7(1_763_755_200_123, full)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('sorts by the time it was made', () => {
  const times = [0, 1, 255, 256, 1_763_755_200_123, 1_763_755_200_124, 2 ** 47]
  const ids = times.map((at, place) => uuidV7(at, place % 2 ? new Uint8Array(10) : full))
  expect([...ids].sort()).toEqual(ids)
})
