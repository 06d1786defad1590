import { beforeAll, describe, expect, it } from 'vitest'
import { takeManners } from '@/lib/format'
import { askedOf } from './asked'
import { wayTo } from './drill'
import { FIGURES } from './figures'

const today = '2026-11-21'
const figure = (id: string) => FIGURES.find((each) => each.id === id)!
const way = (id: string, search: Record<string, string | string[]>, line: { key?: string | null; from?: string | null; to?: string | null } = {}) =>
  wayTo(figure(id), askedOf(search, figure(id), today), { key: null, from: null, to: null, ...line })

beforeAll(() => takeManners({ zone: 'America/New_York' }))

describe('the list behind a line', () => {
  it('holds its period, as instants of the tenant, and the filters', () =>
    expect(way('volume', { kind: 'corrective' }, { from: '2026-03-01', to: '2026-03-31' })).toEqual({
      to: '/work-orders',
      search: { kind: ['corrective'], createdFrom: '2026-03-01T05:00:00.000Z', createdTo: '2026-04-01T04:00:00.000Z' },
    }))
  it('does not reach beyond the period that was asked for', () =>
    expect(way('volume', { from: '2026-03-10', to: '2026-03-20', cut: 'month' }, { from: '2026-03-01', to: '2026-03-31' })?.search).toEqual({
      createdFrom: '2026-03-10T04:00:00.000Z', createdTo: '2026-03-21T04:00:00.000Z',
    }))
  it('holds its group, and nobody for work without a person', () => {
    expect(way('volume', { by: 'site', span: 'all' }, { key: 's1' })?.search).toEqual({ siteId: ['s1'] })
    expect(way('volume', { by: 'assignee', span: 'all' })?.search).toEqual({ assigneeId: ['none'] })
  })
  it('is not offered where no list shows exactly these', () => {
    expect(way('volume', { by: 'category', span: 'all' }, { key: 'c' })).toBeUndefined()
    expect(way('volume', { basis: 'completed' })).toBeUndefined()
    expect(way('backlog', { at: '2026-01-01' })).toBeUndefined()
  })
  it('is the log for money and hours', () => {
    expect(way('costs', { by: 'glCode', span: 'lastYear' }, { key: 'g' })).toEqual({ to: '/logs', search: { performedFrom: '2025-01-01', performedTo: '2025-12-31', glCodeId: ['g'] } })
    expect(way('logged', {}, { key: '2026-03-04' })).toEqual({ to: '/logs', search: { performedFrom: '2026-03-04', performedTo: '2026-03-04' } })
  })
  it('is the backlog of that day for a point of its series', () =>
    expect(way('backlog-over-time', { siteId: 's' }, { from: '2026-03-01', to: '2026-03-31' })).toEqual({ to: '/analysis/$figure', params: { figure: 'backlog' }, search: { siteId: ['s'], at: '2026-03-31' } }))
  it('is the asset for its reliability', () => expect(way('mtbf', {}, { key: 'a1' })).toEqual({ to: '/assets/$assetId', params: { assetId: 'a1' } }))
})
