import type { WorkOrderRow } from '@fettle/client'
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { narrowed, patchRows, together } from './rows'

const group = (key: string | null, count: number) => ({ key, name: key, count })

describe('groups read side by side', () => {
  it('are as many as fit into a page', () => expect(together([group('a', 40), group('b', 50), group('c', 20)], 0).map(({ key }) => key)).toEqual(['a', 'b']))
  it('are at least one, however large', () => expect(together([group('a', 900), group('b', 1)], 0)).toHaveLength(1))
  it('do not run in the same round as what has none, which is sifted', () => expect(together([group('a', 1), group(null, 1)], 0)).toHaveLength(1))
})

it('unassigned work has a word of its own', () => {
  expect(narrowed('assignee', null)).toEqual({ assigneeId: ['none'] })
  expect(narrowed('crew', 'x')).toEqual({ crewId: ['x'] })
})

it('a change shows in every list at once and can be taken back', () => {
  const client = new QueryClient()
  const row = { id: 'a', title: 'old' } as WorkOrderRow
  client.setQueryData([{ _id: 'listWorkOrders', _infinite: true }], { pages: [{ data: [row] }], pageParams: [{}] })
  client.setQueryData([{ _id: 'listWorkOrders' }], { data: [row] })
  client.setQueryData([{ _id: 'listAssets' }], { data: [row] })
  const titles = () => [
    client.getQueryData<{ pages: Array<{ data: WorkOrderRow[] }> }>([{ _id: 'listWorkOrders', _infinite: true }])!.pages[0]!.data[0]!.title,
    client.getQueryData<{ data: WorkOrderRow[] }>([{ _id: 'listWorkOrders' }])!.data[0]!.title,
    client.getQueryData<{ data: WorkOrderRow[] }>([{ _id: 'listAssets' }])!.data[0]!.title,
  ]
  const back = patchRows(client, new Set(['a']), () => ({ title: 'new' }))
  expect(titles()).toEqual(['new', 'new', 'old'])
  back()
  expect(titles()).toEqual(['old', 'old', 'old'])
})
