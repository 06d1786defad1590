import { expect, it } from 'vitest'
import { distance, nearness, said } from './distance.ts'
import { unsent, unsentColumn } from './unsent.ts'
import { progress, unanswered } from './tasks.ts'

const berlin = { latitude: 52.52, longitude: 13.405 }
const paris = { latitude: 48.8566, longitude: 2.3522 }

it('reckons distances on a sphere', () => {
  expect(distance(berlin, paris) / 1000).toBeCloseTo(877.5, 0)
  expect(distance(berlin, berlin)).toBe(0)
  expect(distance({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 }) / 1000).toBeCloseTo(111.2, 0)
})

it('sorts near before far with plain arithmetic', () => {
  const { sql, args } = nearness(berlin, 'a', 'b')
  expect(sql.split('?').length - 1).toBe(args.length)
})

it('says distances shortly', () => {
  expect(said(42)).toEqual({ value: 40, unit: 'm' })
  expect(said(1234)).toEqual({ value: 1.2, unit: 'km' })
  expect(said(45_600)).toEqual({ value: 46, unit: 'km' })
  expect(said(100, true)).toEqual({ value: 350, unit: 'ft' })
  expect(said(5000, true)).toEqual({ value: 3.1, unit: 'mi' })
})

it('knows what is not sent', () => {
  expect(unsent({ _status: 'synced' })).toBe(false)
  expect(unsent({ _status: 'created' })).toBe(true)
  expect(unsentColumn({ _status: 'updated', _changed: 'title,status' }, 'status')).toBe(true)
  expect(unsentColumn({ _status: 'updated', _changed: 'title' }, 'status')).toBe(false)
  expect(unsentColumn({ _status: 'created', _changed: '' }, 'status')).toBe(true)
})

it('counts answers', () => {
  const tasks = [{ required: true, status: 'open' }, { required: false, status: 'open' }, { required: true, status: 'skipped' }]
  expect(unanswered(tasks)).toHaveLength(1)
  expect(progress(tasks)).toEqual({ answered: 1, all: 3 })
})
