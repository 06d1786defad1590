/** The clock that runs on this device. */
import type { Database } from '@nozbe/watermelondb'
import { Q, row, rows, useRows, write } from '@/db'
import { dayOf } from '@/work/due'
import { newId } from '@/lib/ids'
import { begin, keyOf, LOG, readDraft, withMoreHours } from './drafts.ts'
import { draftRow, forgetIn, keepIn } from '@/drafts/keeping'
import { hoursOf, readTimer, type Timer, TIMER } from './timer.ts'

/** `null`: none runs. */
export function useTimer(): Timer | null | undefined {
  const found = useRows('drafts', [Q.where('key', TIMER)])
  return found && (readTimer(found[0]?.value) ?? null)
}

export const timerNow = async (database: Database): Promise<Timer | undefined> => readTimer((await draftRow(database, TIMER))?.value)

/** Start. One that runs is stopped first, its hours kept where it ran. */
export async function startTimer(database: Database, timer: Timer, zone: string): Promise<void> {
  if (await timerNow(database)) await stopTimer(database, zone)
  await write(database, (to) => keepIn(database, to, TIMER, TIMER, timer.workOrderId, timer, timer.startedAt))
}

/** Stop, without keeping anything. */
export const dropTimer = (database: Database): Promise<void> => write(database, (to) => forgetIn(database, to, TIMER))

/** Stop: the hours go into the draft of the work order, begun if need be. Both or neither. */
export async function stopTimer(database: Database, zone: string): Promise<number> {
  const now = Date.now()
  return write(database, async (to) => {
    const timer = await timerNow(database)
    if (!timer) return 0
    await forgetIn(database, to, TIMER)
    const hours = hoursOf(timer, now)
    if (!hours) return 0
    const key = keyOf(timer.workOrderId)
    const there = readDraft((await draftRow(database, key))?.value)
    const draft = there ?? (await begun(database, timer, dayOf(timer.startedAt, zone)))
    await keepIn(database, to, key, LOG, timer.workOrderId, withMoreHours(draft, timer.staffId, hours), now)
    return hours
  })
}

async function begun(database: Database, { workOrderId, staffId }: Timer, today: string) {
  const assets = await rows(database, 'work_order_assets', Q.where('work_order_id', workOrderId))
  const tasks = await rows(database, 'work_order_tasks', Q.where('work_order_id', workOrderId), Q.where('status', 'open'))
  return begin({ entryId: newId(), workOrderId, today, assetIds: assets.map((each) => each.asset_id), openTasks: tasks.length, staffId })
}

/** What a work order is called, where only its id is known. */
export const titleOf = async (database: Database, id: string): Promise<string> => (await row(database, 'work_orders', id))?.title ?? ''

