import { act, cleanup, render, screen } from '@testing-library/react'
import { lazy } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Menu } from '@/ui/overlay'
import { Later } from './Later'

let idle: Array<() => void> = []
beforeEach(() => {
  idle = []
  vi.stubGlobal('requestIdleCallback', (then: () => void) => idle.push(then))
  vi.stubGlobal('cancelIdleCallback', () => undefined)
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

function People({ startsOpen }: { startsOpen: boolean }) {
  return <Menu startsOpen={startsOpen} trigger={<button type="button">Ann, here</button>} items={[{ label: 'Sign out', onSelect: () => undefined }]} />
}

/** A menu whose code is on its way until it is told to arrive. */
async function onItsWay() {
  let arrive = () => {}
  const Arriving = lazy(() => new Promise<{ default: typeof People }>((done) => (arrive = () => done({ default: People }))))
  await act(async () => render(<Later meanwhile={(ask) => <button type="button" onClick={ask}>Ann</button>}>{(asked) => <Arriving startsOpen={asked} />}</Later>))
  return () => act(async () => arrive())
}
const fallIdle = () => act(async () => idle.forEach((then) => then()))
const standIn = () => screen.getByRole('button', { name: 'Ann' })
const press = () => act(async () => standIn().click())

it('opens a menu that was asked for before it was there, without waiting for an idle moment', async () => {
  const arrive = await onItsWay()
  await press()
  await arrive()
  expect(screen.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
})

it('keeps one stand-in until the menu is there, and opens it when it was on its way already', async () => {
  const arrive = await onItsWay()
  const before = standIn()
  await fallIdle()
  expect(standIn()).toBe(before)
  await press()
  await arrive()
  expect(screen.getByRole('menuitem')).toBeVisible()
})

it('leaves a menu shut that nobody has asked for', async () => {
  const arrive = await onItsWay()
  await fallIdle()
  await arrive()
  expect(screen.getByRole('button', { name: 'Ann, here' })).toHaveAttribute('aria-expanded', 'false')
  expect(screen.queryByRole('menuitem')).toBeNull()
})
