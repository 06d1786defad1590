import { describe, expect, it } from 'vitest'
import { sources } from './sources'

/**
 * app (frame, addresses) → features (screens) → ui (kit) → lib (talking, words, formats). Features don't know each other,
 * except for what stands here.
 */
const OPEN: Record<string, string[]> = {
  // The frame of the work orders' views, with their one filter bar.
  calendar: ['work_orders'],
  // A new work order can be begun from the thing or place that it is about.
  assets: ['work_orders'],
  places: ['work_orders', 'assets'],
  // The frame of the settings.
  escalation: ['settings'],
  identity: ['settings'],
  imports: ['settings'],
  notifications: ['settings'],
  portal: ['settings'],
  webhooks: ['settings'],
}
/** What features may know of the frame. */
const FRAME = ['@/app/account', '@/app/shortcuts', '@/app/theme']

function imports(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(@\/[^']+)'/g)].map((match) => match[1]!)
}

describe('who may know whom', () => {
  it.each(sources.filter(({ path }) => path.startsWith('lib/')))('$path knows neither screens nor frame', ({ text }) =>
    expect(imports(text).filter((name) => !name.startsWith('@/lib/') && name !== '@/ui/toast')).toEqual([]),
  )
  it.each(sources.filter(({ path }) => path.startsWith('ui/')))('$path knows no screens', ({ text }) =>
    expect(imports(text).filter((name) => !/^@\/(lib|ui)\//.test(name) && !FRAME.includes(name))).toEqual([]),
  )
  it.each(sources.filter(({ path }) => path.startsWith('features/')))('$path knows its own feature', ({ path, text }) => {
    const own = path.split('/')[1]!
    const foreign = imports(text).filter((name) => {
      if (name.startsWith('@/app/')) return !FRAME.includes(name)
      const feature = /^@\/features\/([^/]+)/.exec(name)?.[1]
      return feature !== undefined && feature !== own && !OPEN[own]?.includes(feature)
    })
    expect(foreign).toEqual([])
  })
})

describe('the look', () => {
  it.each(sources)('$path takes colours from the tokens', ({ text }) =>
    expect(text.match(/\b(?:bg|text|border|fill|stroke)-(?:white|gray|slate|zinc|red|green|blue|yellow|amber|emerald)(?:-\d+)?\b|(?<!&)#[0-9a-f]{6}\b/gi) ?? []).toEqual([]),
  )
})
