import { expect, it } from 'vitest'
import { newest, threads } from './threads.ts'

const said = (id: string, parentId: string | null = null) => ({ id, parentId })
const all = (comments: ReturnType<typeof said>[]) => threads(comments, ({ parentId }) => parentId)
const read = (lines: ReturnType<typeof all>) => lines.map(({ comment, answers }) => (answers ? `> ${comment.id}` : comment.id))

it('answers stand below what they answer', () => {
  expect(read(all([said('1'), said('2'), said('3', '1'), said('4', '3'), said('5')]))).toEqual(['1', '> 3', '> 4', '2', '5'])
})

it('what is answered may be gone, or come later', () => {
  expect(read(all([said('1', 'gone'), said('2', '1')]))).toEqual(['1', '> 2'])
  expect(read(all([said('1', '2'), said('2')]))).toEqual(['2', '> 1'])
})

it('no comment is lost in a circle', () => {
  expect(read(all([said('1', '2'), said('2', '1'), said('3', '3')])).map((each) => each.replace('> ', '')).sort()).toEqual(['1', '2', '3'])
})

it('the newest come with what they answer', () => {
  const comments = [said('1'), said('2'), said('3', '1'), said('4'), said('5', '2')]
  expect(read(newest(all(comments), comments, 2))).toEqual(['2', '> 5', '4'])
  expect(read(newest(all(comments), comments, 10))).toEqual(['1', '> 3', '2', '> 5', '4'])
})
