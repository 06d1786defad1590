import { describe, expect, it } from 'vitest'
import { inOrder, judge, lastOf, type MeterFacts } from './judge.ts'

const DAY = 86_400_000
const NOW = 100 * DAY
const counter: MeterFacts = { kind: 'counter', rolls_over_at: 99_999, most_per_day: 24, lowest: null, highest: null, last_value: 1000, last_read_at: NOW - 10 * DAY }
const gauge: MeterFacts = { kind: 'gauge', rolls_over_at: null, most_per_day: null, lowest: 2, highest: 8, last_value: 5, last_read_at: NOW - DAY }
const at = (value: number, when = NOW) => ({ value, at: when })
const kinds = (meter: MeterFacts, taken: { value: number; at: number }, readings: { value: number; at: number }[] = []) => {
  const { fault, doubts } = judge(meter, taken, readings, NOW)
  return fault ? fault.kind : doubts.map(({ kind }) => kind).join() || 'fine'
}

describe('a counter', () => {
  it('climbs', () => expect(kinds(counter, at(1100))).toBe('fine'))
  it('may stand still', () => expect(kinds(counter, at(1000))).toBe('fine'))
  it('that goes back is asked about', () => expect(kinds(counter, at(999.9))).toBe('backwards'))
  it('is compared with what this device knows better than the server', () => expect(kinds(counter, at(1050), [at(1060, NOW - DAY)])).toBe('backwards'))
  it('cannot have shown more than later', () => expect(kinds(counter, at(1001, NOW - 11 * DAY))).toBe('ahead'))
  it('fits between two readings', () => expect(kinds(counter, at(990, NOW - 11 * DAY), [at(980, NOW - 12 * DAY)])).toBe('fine'))
  it('cannot show more than it has digits for', () => expect(kinds(counter, at(100_000))).toBe('overRollover'))
  it('starts at zero', () => expect(kinds({ ...counter, last_value: null, last_read_at: null }, at(-1))).toBe('negative'))
})

describe('the pace', () => {
  it('allows as much as the days since', () => {
    expect(kinds(counter, at(1240))).toBe('fine')
    expect(judge(counter, at(1240.01), [], NOW).doubts).toEqual([{ kind: 'tooFast', run: expect.closeTo(240.01), allowed: 240, from: { value: 1000, at: NOW - 10 * DAY } }])
  })
  it('allows a day’s worth within any shorter time', () => {
    expect(kinds(counter, at(1124), [at(1100, NOW - 60_000)])).toBe('fine')
    expect(kinds(counter, at(1124.1), [at(1100, NOW - 60_000)])).toBe('tooFast')
  })
  it('counts towards the reading that follows too', () => expect(kinds(counter, at(900, NOW - 11 * DAY))).toBe('tooFast'))
  it('is free where nobody set one', () => expect(kinds({ ...counter, most_per_day: null }, at(90_000))).toBe('fine'))
  it('survives the arithmetic of a device', () => expect(kinds({ ...counter, most_per_day: 0.1, last_value: 0.2 }, at(1.2))).toBe('fine'))
})

describe('a digit too many', () => {
  const free = { ...counter, most_per_day: null }
  const known = [at(800, NOW - 30 * DAY), at(900, NOW - 20 * DAY)]
  it('is asked about where it is known how it usually runs', () => {
    expect(kinds(free, at(10_900), known)).toBe('unusual')
    expect(kinds(free, at(1900), known)).toBe('fine')
  })
  it('is not, where little is known', () => expect(kinds(free, at(10_900), known.slice(1))).toBe('fine'))
})

describe('a gauge', () => {
  it('goes up and down within its limits', () => expect(kinds(gauge, at(2))).toBe('fine'))
  it('is doubted outside', () => {
    expect(kinds(gauge, at(1.9))).toBe('below')
    expect(kinds(gauge, at(8.1))).toBe('above')
  })
  it('may be below zero', () => expect(kinds({ ...gauge, lowest: null }, at(-12))).toBe('fine'))
})

describe('time', () => {
  it('does not run ahead by more than clocks differ', () => {
    expect(kinds(gauge, at(5, NOW + 4 * 60_000))).toBe('fine')
    expect(kinds(gauge, at(5, NOW + 6 * 60_000))).toBe('future')
  })
})

it('the last reading is the latest that anybody knows', () => {
  expect(lastOf(counter, [at(1010, NOW - DAY)])).toEqual(at(1010, NOW - DAY))
  expect(lastOf(counter, [at(900, NOW - 20 * DAY)])).toEqual(at(1000, NOW - 10 * DAY))
  expect(lastOf({ last_value: null, last_read_at: null }, [])).toBeUndefined()
  expect(inOrder(counter, [at(1000, NOW - 10 * DAY)])).toHaveLength(1)
})
