import { printPortalLabels } from '@fettle/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSheet } from './labels'

vi.mock('@fettle/client', () => ({ listPortalPlaces: vi.fn(), openPortalPlace: vi.fn(), printPortalLabels: vi.fn() }))
const print = vi.mocked(printPortalLabels) as unknown as ReturnType<typeof vi.fn>
const tab = { location: { href: '' }, close: vi.fn() }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('open', vi.fn(() => tab))
  URL.createObjectURL = () => 'blob:sheet'
  URL.revokeObjectURL = () => undefined
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

it('asks for the tab before anything else, then puts the sheet into it', async () => {
  print.mockResolvedValue(new Blob())
  const opened = openSheet(Promise.resolve(['a']), 'sign-a4')
  expect(window.open).toHaveBeenCalledOnce()
  expect(print).not.toHaveBeenCalled()
  await opened
  expect(print.mock.calls[0]![0]).toMatchObject({ query: { placeId: ['a'], layout: 'sign-a4' } })
  expect(tab.location.href).toBe('blob:sheet')
})

it('closes the tab when there is no sheet', async () => {
  print.mockRejectedValue(new Error('no'))
  await expect(openSheet(['a'])).rejects.toThrow('no')
  expect(tab.close).toHaveBeenCalledOnce()
})
