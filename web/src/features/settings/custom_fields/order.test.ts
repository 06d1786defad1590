import { expect, it } from 'vitest'
import { moved } from './order'

const rows = [{ id: 'a', position: 10 }, { id: 'b', position: 20 }, { id: 'c', position: 30 }]
const told = (from: number, to: number, all = rows) => moved(all, from, to).map(({ row, position }) => [row.id, position])

it('changes only those that trade places', () => expect(told(0, 1)).toEqual([['b', 10], ['a', 20]]))
it('numbers those that never had a place', () => expect(told(0, 1, rows.map(({ id }) => ({ id, position: 0 })))).toEqual([['b', 10], ['a', 20], ['c', 30]]))
it('does nothing at the ends', () => expect(told(2, 3)).toEqual([]))
