/** What a quick fix becomes. Pure. */
import type { Columns } from '@/db'
import { rounded } from '@/features/log/hours'
import { LONGEST_TEXT, type Phrase, type QuickDraft } from './records.ts'

type May = (...permissions: string[]) => boolean

/**
 * `complete`: it is recorded as done, with the time; who may do work and say that it is done may record what they have just fixed (the office
 * sees it when it closes). `waits`: the office approves it first, and until then takes no log. `no`: this person creates no work.
 */
export type Outcome = 'complete' | 'waits' | 'no'

export function outcomeOf(may: May): Outcome {
  if (!may('work_orders:create')) return 'no'
  return may('work_orders:work', 'work_orders:complete') ? 'complete' : 'waits'
}

export const blank = (orderId: string, entryId: string, minutes: number | null): QuickDraft => ({
  version: 1, orderId, entryId, assetId: null, siteId: null, locationId: null, text: '', taskCodeId: null, minutes,
})

export function readQuick(value: string | undefined): QuickDraft | undefined {
  if (!value) return undefined
  try {
    const found = JSON.parse(value) as Partial<QuickDraft>
    return found.version === 1 && found.orderId && found.entryId ? (found as QuickDraft) : undefined
  } catch {
    return undefined
  }
}

/** Enough to know what it was about. */
export const isSaid = ({ assetId, siteId, locationId, text }: QuickDraft): boolean => !!(assetId || siteId || locationId || text.trim())

const LONGEST_TITLE = 120

/** The first line, as a title; the whole goes into the description where that is more. */
export function titled(text: string, otherwise: string): { title: string; description: string | null } {
  const whole = text.trim().slice(0, LONGEST_TEXT)
  if (!whole) return { title: otherwise.slice(0, 200), description: null }
  const first = whole.split('\n')[0]!.trim()
  if (first.length <= LONGEST_TITLE) return { title: first, description: first === whole ? null : whole }
  const cut = first.slice(0, LONGEST_TITLE)
  return { title: `${cut.slice(0, Math.max(60, cut.lastIndexOf(' ')))}…`, description: whole }
}

export interface Fixed {
  draft: QuickDraft
  outcome: Exclude<Outcome, 'no'>
  title: string
  description: string | null
  /** What is kept in words where no log is taken yet. */
  note: string
  userId: string
  staffId: string | null
  logs: boolean
  now: number
  today: string
}

type Rows = {
  order: Partial<Columns['work_orders']> & { id: string }
  asset: (Partial<Columns['work_order_assets']> & { id: string }) | undefined
  entry: (Partial<Columns['log_entries']> & { id: string }) | undefined
  line: Partial<Columns['log_lines']> | undefined
}

/** Everything that is stored. The work began as long ago as it took. */
export function rowsOf({ draft, outcome, title, description, note, userId, staffId, logs, now, today }: Fixed): Rows {
  const { orderId, entryId, assetId, siteId, locationId, taskCodeId, minutes } = draft
  const done = outcome === 'complete'
  const began = now - (minutes ?? 0) * 60_000
  const logged = done && logs && staffId && minutes
  const about = { log_entry_id: entryId, work_order_id: orderId }
  return {
    order: {
      id: orderId, title, description: done ? description : [description, note].filter(Boolean).join('\n\n') || null, status: done ? 'complete' : 'new', priority: 'medium', kind: 'corrective',
      site_id: siteId, location_id: locationId, assignee_id: staffId, reported_at: began, started_at: done ? began : null, completed_at: done ? now : null,
      completed_by_id: done ? userId : null, custom: '{}', planned_materials: '[]', released: false, created_at: now, created_by: userId, updated_at: now,
    },
    // The office names it so too: it must not come back as a second one.
    asset: assetId ? { id: `${orderId}.${assetId}`, work_order_id: orderId, asset_id: assetId, position: 0 } : undefined,
    entry: logged ? { id: entryId, work_order_id: orderId, performed_on: today, staff_id: staffId, note: null, reverses_id: null, reason_id: null, created_at: now, created_by: userId } : undefined,
    line: logged
      ? { ...about, position: 0, kind: 'labour', quantity: rounded(minutes / 60), unit: 'hour', staff_id: staffId, asset_id: assetId, task_code_id: taskCodeId, unit_cost: null, amount: null }
      : undefined,
  }
}

const MOST_PHRASES = 12
/** More would push the time off the screen. */
const MOST_SHOWN = 6
const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** What was said now comes first the next time. */
export const withPhrase = (phrases: readonly Phrase[], said: Phrase): Phrase[] => (said.text.trim() ? [said, ...phrases.filter(({ text }) => !same(text, said.text))].slice(0, MOST_PHRASES) : [...phrases])

/** One's own words first, then the kinds of job that are logged most. */
export function phrasesOf(own: readonly Phrase[], codes: readonly Phrase[]): Phrase[] {
  const shortOnes = own.filter(({ text }) => text.length <= 60)
  return [...shortOnes, ...codes.filter(({ text }) => !shortOnes.some((each) => same(each.text, text)))].slice(0, MOST_SHOWN)
}

export function readPhrases(value: string | undefined): Phrase[] {
  try {
    const found: unknown = JSON.parse(value ?? '[]')
    return Array.isArray(found) ? found.filter((each): each is Phrase => typeof (each as Phrase | null)?.text === 'string') : []
  } catch {
    return []
  }
}
