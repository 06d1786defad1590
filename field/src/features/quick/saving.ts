/** Saving a quick fix: the work order, its asset and its log in one write, and what was said for the next time. */
import type { Database } from '@nozbe/watermelondb'
import { row, write, type Writing } from '@/db'
import { forgetIn } from '@/drafts/keeping'
import { type Fixed, readPhrases, rowsOf, withPhrase } from './fixing.ts'
import { type Phrase, QUICK } from './records.ts'

export const PHRASES = 'quick.phrases'
export const LAST_MINUTES = 'quick.minutes'

export async function saveFixed(database: Database, fixed: Fixed): Promise<void> {
  await write(database, async (to) => {
    const { order, asset, entry, line } = rowsOf(fixed)
    to.create('work_orders', order)
    if (asset) to.create('work_order_assets', asset)
    if (entry) to.create('log_entries', entry)
    if (line) to.create('log_lines', line)
    const { text, taskCodeId, minutes } = fixed.draft
    const said: Phrase = { text: text.trim(), taskCodeId }
    await keepSetting(database, to, PHRASES, JSON.stringify(withPhrase(readPhrases((await row(database, 'settings', PHRASES))?.value), said)))
    await keepSetting(database, to, LAST_MINUTES, JSON.stringify(minutes))
    await forgetIn(database, to, QUICK)
  })
}

async function keepSetting(database: Database, to: Writing, id: string, value: string): Promise<void> {
  if (await row(database, 'settings', id)) await to.update('settings', id, { value })
  else to.create('settings', { id, value })
}
