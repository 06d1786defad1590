import { describe, expect, it } from 'vitest'
import { matches, narrowing, NO_FILTER, readFilter, wordsOf } from './filter.ts'
import { type Asking, countsQuery, idsOf, idsQuery } from './find.ts'

const asking: Asking = { staffId: 's1', crewIds: ['c1', 'c2'], now: 100, endOfToday: 200, endOfWeek: 700 }
const marks = (sql: string) => sql.split('?').length - 1

describe('a query', () => {
  it('has a value for every mark, whatever is chosen', () => {
    for (const who of ['mine', 'me', 'crews', 'nobody', 'everybody'] as const)
      for (const due of [null, 'overdue', 'today', 'week', 'none'] as const)
        for (const sort of ['due', 'priority', 'distance'] as const) {
          const filter = { ...NO_FILTER, who, due, sort, priority: ['high', 'low'], crewId: 'c', siteId: 's', assetTypeId: 't', status: ['closed'] }
          for (const here of [undefined, { latitude: 41, longitude: -73 }]) {
            const { sql, args } = idsQuery(filter, ['a', 'b'], { ...asking, here })
            expect(args).toHaveLength(marks(sql))
          }
          const { sql, args } = countsQuery(filter, asking)
          expect(args).toHaveLength(marks(sql))
        }
  })
  it('shows open work unless a status is chosen', () => {
    expect(idsQuery(NO_FILTER, [], asking).args).toEqual(['new', 'approved', 'in_progress', 'on_hold', 's1', 'c1', 'c2'])
    expect(idsQuery({ ...NO_FILTER, who: 'everybody', status: ['closed'] }, [], asking).args).toEqual(['closed'])
  })
  it('finds nothing of one’s own for somebody who is nobody’s staff', () => expect(idsQuery({ ...NO_FILTER, who: 'me' }, [], { ...asking, staffId: null }).sql).toContain('and 0'))
  it('puts what ended last first', () => expect(idsQuery({ ...NO_FILTER, status: ['complete', 'closed'] }, [], asking).sql).toContain('"completed_at", w."updated_at") desc'))
})

describe('a search', () => {
  it('knows no accents and capitals', () => {
    expect(matches('Bomba de PRESIÓN, Cañería', wordsOf('  cañer presion'))).toBe(true)
    expect(matches('Bomba', wordsOf('bombas'))).toBe(false)
  })
  it('reads what the database answers', () => {
    expect(idsOf([{ ids: 'a,b' }], [])).toEqual(['a', 'b'])
    expect(idsOf([{ ids: null }], [])).toEqual([])
    expect(idsOf([{ id: 'a', hay: 'Pump' }, { id: 'b', hay: 'Pomp' }], ['pump'])).toEqual(['a'])
  })
  it('leaves letters open that may carry an accent', () => expect(idsQuery(NO_FILTER, wordsOf('Péñ'), asking).args.at(-1)).toBe('%p__%'))
})

describe('what was remembered', () => {
  it('is taken as far as it is understood', () => {
    const kept = { ...NO_FILTER, who: 'nobody', due: 'week', priority: ['urgent'] }
    expect(readFilter(JSON.stringify(kept))).toEqual(kept)
    expect(readFilter('{"who":"aliens","status":"x","siteId":4}')).toEqual(NO_FILTER)
    expect(readFilter('{')).toEqual(NO_FILTER)
    expect(readFilter(null)).toEqual(NO_FILTER)
  })
  it('is counted', () => expect(narrowing({ ...NO_FILTER, status: ['new'], due: 'today', siteId: 's' })).toBe(3))
})
