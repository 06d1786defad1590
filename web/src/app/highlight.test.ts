import { act, cleanup, renderHook } from '@testing-library/react'
import type { KeyboardEvent } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { useHighlight } from './highlight'

afterEach(cleanup)

const choose = vi.fn()
afterEach(() => choose.mockClear())

function begun(rows: string[]) {
  const seen = renderHook((given: { typed: string; answered: boolean; rows: string[] }) => useHighlight({ ...given, choose }), { initialProps: { typed: 'ha', answered: true, rows } })
  const press = (key: string) => {
    const event = { key, ctrlKey: false, nativeEvent: { isComposing: false }, preventDefault: vi.fn() }
    act(() => seen.result.current.onKeyDown(event as unknown as KeyboardEvent))
    return event
  }
  return { ...seen, press, highlighted: () => seen.result.current.value }
}

it('highlights the best, and the best again when it is gone with others', () => {
  const { rerender, highlighted } = begun(['a', 'b', 'c'])
  expect(highlighted()).toBe('a')
  rerender({ typed: 'ham', answered: false, rows: ['a', 'b', 'c'] })
  rerender({ typed: 'ham', answered: true, rows: ['d', 'c'] })
  expect(highlighted()).toBe('d')
})

it('highlights the best answer to more letters, though the old one is still among them', () => {
  const { rerender, highlighted } = begun(['a', 'b'])
  rerender({ typed: 'ham', answered: false, rows: ['a', 'b'] })
  rerender({ typed: 'ham', answered: true, rows: ['b', 'a'] })
  expect(highlighted()).toBe('b')
})

it('keeps what somebody has chosen, and what is highlighted, while answers to the same words change', () => {
  const { result, rerender, press, highlighted } = begun(['a', 'b'])
  rerender({ typed: 'ha', answered: true, rows: ['late', 'a', 'b'] })
  expect(highlighted()).toBe('a')
  press('ArrowDown')
  act(() => result.current.onValueChange('b'))
  rerender({ typed: 'ha', answered: true, rows: ['later', 'late', 'b'] })
  expect(highlighted()).toBe('b')
  rerender({ typed: 'ha', answered: true, rows: ['later', 'late'] })
  expect(highlighted()).toBe('later')
})

it('Enter before the answer waits for it, and takes its best; with the answer it is left to the list', () => {
  const { rerender, press } = begun(['a', 'b'])
  expect(press('Enter').preventDefault).not.toHaveBeenCalled()
  rerender({ typed: 'ham', answered: false, rows: ['a', 'b'] })
  expect(press('Enter').preventDefault).toHaveBeenCalled()
  expect(choose).not.toHaveBeenCalled()
  rerender({ typed: 'ham', answered: true, rows: ['d', 'a'] })
  expect(choose.mock.calls).toEqual([['d']])
})

it('Enter before the answer is forgotten when more is typed', () => {
  const { rerender, press } = begun(['a'])
  rerender({ typed: 'ham', answered: false, rows: ['a'] })
  press('Enter')
  rerender({ typed: 'hamm', answered: false, rows: ['a'] })
  rerender({ typed: 'hamm', answered: true, rows: ['d'] })
  expect(choose).not.toHaveBeenCalled()
})
