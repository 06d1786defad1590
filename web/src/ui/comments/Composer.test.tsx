import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Addressed } from './addressed'
import { Composer } from './Composer'

const person = (id: string, name: string): Addressed => ({ id, name, detail: `${id}@x`, staffId: null })
const PEOPLE = [person('z', 'Zoe Ng'), person('a', 'Ana Díaz'), person('j', 'José Díaz')]
const onSay = vi.fn<(saying: unknown) => Promise<unknown>>()

beforeEach(() => {
  sessionStorage.clear()
  onSay.mockReset().mockResolvedValue(undefined)
  vi.stubGlobal('ResizeObserver', class {
    observe() {}
    unobserve() {}
    disconnect() {}
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const addressing = (people: readonly Addressed[] = PEOPLE) => ({ people, onAsk: () => undefined, nameOf: (id: string) => people.find((each) => each.id === id)?.name })
const write = (people?: readonly Addressed[]) => render(<Composer draft="comment:1" addressing={addressing(people)} onSay={onSay} asksPublic />)
const box = () => screen.getByRole('textbox')
const names = () => screen.queryAllByRole('option').map((row) => row.textContent)
const active = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '')?.textContent

it('offers people behind an @, and says which one is taken', async () => {
  write()
  await userEvent.type(box(), 'Ask @')
  expect(names()).toHaveLength(3)
  expect(active()).toContain('Zoe Ng')
  await userEvent.keyboard('{ArrowDown}')
  expect(active()).toContain('Ana Díaz')
  await userEvent.keyboard('{ArrowUp}{ArrowUp}')
  expect(active()).toContain('José Díaz')
  expect(screen.getByRole('option', { selected: true })).toHaveTextContent('José Díaz')
  expect(box()).toHaveAttribute('aria-controls', screen.getByRole('listbox').id)
  expect(box()).toHaveFocus()
})

it.each(['{Enter}', '{Tab}'])('%s puts in the name, sent with the account', async (key) => {
  write()
  await userEvent.type(box(), 'Ask @dia')
  expect(names()).toHaveLength(2)
  await userEvent.keyboard(key)
  expect(box()).toHaveValue('Ask @Ana Díaz ')
  expect(box()).toHaveFocus()
  await userEvent.keyboard('first{Control>}{Enter}{/Control}')
  expect(onSay).toHaveBeenCalledExactlyOnceWith({ body: 'Ask @Ana Díaz first', public: false, mentions: ['a'] })
  expect(box()).toHaveValue('')
})

it('takes the one that is clicked, in the middle of a text, and the caret stays there', async () => {
  write()
  await userEvent.type(box(), 'Ask now')
  await userEvent.type(box(), '@zo', { initialSelectionStart: 4, initialSelectionEnd: 4 })
  await userEvent.click(within(screen.getByRole('listbox')).getByText('Zoe Ng'))
  expect(box()).toHaveValue('Ask @Zoe Ng now')
  expect(box()).toHaveFocus()
  expect((box() as HTMLTextAreaElement).selectionStart).toBe(12)
})

it('Escape closes the list, keeps the words, and the next @ opens it again', async () => {
  write()
  await userEvent.type(box(), '@an')
  await userEvent.keyboard('{Escape}')
  expect(names()).toEqual([])
  await userEvent.keyboard('a and{Enter}')
  expect(box()).toHaveValue('@ana and\n')
  await userEvent.keyboard('@z')
  expect(names()).toHaveLength(1)
})

it('whose name is taken out again is not told', async () => {
  write()
  await userEvent.type(box(), '@zo{Enter}')
  await userEvent.clear(box())
  await userEvent.type(box(), 'Nobody{Control>}{Enter}{/Control}')
  expect(onSay).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ mentions: [] }))
})

it('of several with one name the chosen one is told, also after a reload', async () => {
  const two = [person('1', 'Ana'), person('2', 'Ana')]
  write(two)
  await userEvent.type(box(), '@an{ArrowDown}{Enter}')
  cleanup()
  write(two)
  expect(box()).toHaveValue('@Ana ')
  await userEvent.type(box(), '{Control>}{Enter}{/Control}')
  expect(onSay).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ mentions: ['2'] }))
})

it('is a plain box where nobody can be spoken to, and can be public', async () => {
  write([])
  await userEvent.type(box(), 'Hello @zo')
  expect(names()).toEqual([])
  expect(box()).not.toHaveAttribute('aria-autocomplete')
  await userEvent.click(screen.getByRole('checkbox'))
  await userEvent.click(screen.getByRole('button', { name: 'comments.send' }))
  expect(onSay).toHaveBeenCalledExactlyOnceWith({ body: 'Hello @zo', public: true, mentions: [] })
})

it('an answer that could not be said comes back with its words', async () => {
  let refuse = () => {}
  onSay.mockReturnValue(new Promise((_done, failed) => (refuse = () => failed(new Error('no')))))
  const answer = { to: 'Zoe', onClose: vi.fn(), onBack: vi.fn() }
  const asked = <Composer draft="comment:1:2" addressing={addressing()} onSay={onSay} asksPublic={false} answer={answer} />
  render(asked)
  expect(box()).toHaveFocus()
  await userEvent.keyboard('@zo{Enter}yes{Control>}{Enter}{/Control}')
  expect(answer.onClose).toHaveBeenCalled()
  cleanup()
  expect(sessionStorage.getItem('fettle.draft.comment:1:2')).toBeNull()
  await act(async () => refuse())
  expect(answer.onBack).toHaveBeenCalled()
  render(asked)
  expect(box()).toHaveValue('@Zoe Ng yes')
})

it('Escape leaves an answer, the list first', async () => {
  const answer = { to: 'Zoe', onClose: vi.fn(), onBack: vi.fn() }
  render(<Composer draft="comment:1:2" addressing={addressing()} onSay={onSay} asksPublic={false} answer={answer} />)
  await userEvent.keyboard('@{Escape}')
  expect(answer.onClose).not.toHaveBeenCalled()
  await userEvent.keyboard('{Escape}')
  expect(answer.onClose).toHaveBeenCalled()
})
