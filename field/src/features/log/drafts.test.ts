import { expect, it } from 'vitest'
import { begin, firstStep, hoursIn, keyOf, readDraft, toggled, withHours, withHoursForAll, withMoreHours, withoutWorker, withTask, withWorker } from './drafts.ts'

const blank = begin({ entryId: 'e', workOrderId: 'w', today: '2026-11-21', assetIds: ['a'], openTasks: 0, staffId: 'me' })

it('begins at the first real question', () => {
  expect(firstStep({ assetIds: ['a', 'b'], openTasks: 1 })).toBe('assets')
  expect(firstStep({ assetIds: ['a'], openTasks: 1 })).toBe('tasks')
  expect(firstStep({ assetIds: [], openTasks: 0 })).toBe('labour')
})

it('means the one asset, and me', () => {
  expect(blank).toMatchObject({ assetIds: ['a'], workers: [{ staffId: 'me', hours: '' }] })
  expect(begin({ entryId: 'e', workOrderId: 'w', today: '', assetIds: ['a', 'b'], openTasks: 0, staffId: null })).toMatchObject({ assetIds: [], workers: [] })
})

it('somebody who joins was there as long as the others', () => {
  const both = withWorker(withHours(blank, 'me', '2'), 'you')
  expect(both.workers).toEqual([{ staffId: 'me', hours: '2' }, { staffId: 'you', hours: '2' }])
  expect(withWorker(both, 'you')).toBe(both)
  expect(withWorker(withHours(both, 'you', '1'), 'she').workers[2]).toEqual({ staffId: 'she', hours: '' })
  expect(hoursIn(withHoursForAll(both, 0.5))).toBe(1)
  expect(withoutWorker(both, 'me').workers).toEqual([{ staffId: 'you', hours: '2' }])
})

it('a clock adds to what is there', () => expect(withMoreHours(withHours(blank, 'me', '0.5'), 'me', 0.25).workers).toEqual([{ staffId: 'me', hours: '0.75' }]))
it('a tap takes an asset and gives it back', () => expect(toggled(toggled(blank, 'b'), 'a').assetIds).toEqual(['b']))
it('what was said about a task can be taken back', () => expect(withTask(withTask(blank, 't', { said: 'done', result: '' }), 't', null).tasks).toEqual({}))

it('is read back whole or not at all', () => {
  expect(readDraft(JSON.stringify(blank))).toEqual(blank)
  for (const text of [undefined, '', '{', '{}', '{"version":2}', 'null']) expect(readDraft(text)).toBeUndefined()
})

it('a correction is kept beside', () => expect(new Set([keyOf('w'), keyOf('w', 'e'), keyOf('x')]).size).toBe(3))
