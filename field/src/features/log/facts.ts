/** What the wizard asks about, out of the local database: read once, and again when it changes. */
import type { Database } from '@nozbe/watermelondb'
import { Q, type Row, row, rows, sql, useLive, useSql } from '@/db'
import type { TaskFacts } from './lines.ts'
import type { Used } from './suggestions.ts'

export interface AssetFacts {
  id: string
  name: string
  number: string | null
}

export interface LogFacts {
  order: Row<'work_orders'>
  assets: AssetFacts[]
  tasks: Row<'work_order_tasks'>[]
  taskFacts: TaskFacts[]
  /** Codes in use. */
  codes: ReadonlySet<string>
  staff: ReadonlyMap<string, string>
  /** Those of the crews that are meant, without me: one tap away. */
  mates: string[]
  reasons: Row<'reasons'>[]
  /** Materials that were logged lately, newest first; those for the same assets before others. */
  used: Used[]
  /** What was used as equipment lately. */
  machines: AssetFacts[]
  /** The hours that this person logged last. */
  lastHours: number | undefined
}

const ASSETS = `select "a"."id", "a"."name", "a"."number" from "work_order_assets" "w" join "assets" "a" on "a"."id" = "w"."asset_id"
  where "w"."work_order_id" = ? and "w"."_status" <> 'deleted' order by "w"."position", "a"."name"`
const USED = `select "l"."item", "l"."unit", "l"."unit_cost", max("e"."created_at") as "at", max("l"."asset_id" in (select "asset_id" from "work_order_assets" where "work_order_id" = ?)) as "same"
  from "log_lines" "l" join "log_entries" "e" on "e"."id" = "l"."log_entry_id"
  where "l"."kind" = 'material' and "l"."item" is not null and "l"."quantity" > 0 group by "l"."item" order by "same" desc, "at" desc limit 60`
const MACHINES = `select "a"."id", "a"."name", "a"."number", max("e"."created_at") as "at" from "log_lines" "l" join "log_entries" "e" on "e"."id" = "l"."log_entry_id"
  join "assets" "a" on "a"."id" = "l"."equipment_asset_id" where "l"."kind" = 'equipment' group by "a"."id" order by "at" desc limit 6`
const LAST = `select sum("l"."quantity") as "hours" from "log_lines" "l" where "l"."kind" = 'labour' and "l"."staff_id" = ? and "l"."log_entry_id" =
  (select "e"."id" from "log_entries" "e" join "log_lines" "m" on "m"."log_entry_id" = "e"."id" where "m"."staff_id" = ? and "m"."kind" = 'labour' and "m"."quantity" > 0
   and not exists (select 1 from "log_entries" "b" where "b"."reverses_id" = "e"."id") order by "e"."created_at" desc limit 1)`

export async function readFacts(database: Database, workOrderId: string, staffId: string | null): Promise<LogFacts | null> {
  const order = await row(database, 'work_orders', workOrderId)
  if (!order) return null
  const [assets, tasks, people, crews, codes, reasons, used, machines, last] = await Promise.all([
    sql<AssetFacts>(database, ASSETS, [workOrderId]),
    rows(database, 'work_order_tasks', Q.where('work_order_id', workOrderId), Q.sortBy('position', Q.asc)),
    rows(database, 'staff', Q.where('active', true)),
    rows(database, 'crews', Q.where('active', true)),
    sql<{ id: string }>(database, `select "id" from "task_codes" where "active" = 1`),
    rows(database, 'reasons', Q.where('kind', 'reversal'), Q.where('active', true), Q.sortBy('name', Q.asc)),
    sql<Used>(database, USED, [workOrderId]),
    sql<AssetFacts>(database, MACHINES),
    staffId ? sql<{ hours: number | null }>(database, LAST, [staffId, staffId]) : Promise.resolve([]),
  ])
  const staff = new Map(people.map(({ id, name }) => [id, name]))
  return {
    order,
    assets,
    tasks,
    taskFacts: tasks.map(({ id, asset_id: assetId, task_code_id: taskCodeId }) => ({ id, assetId, taskCodeId })),
    codes: new Set(codes.map(({ id }) => id)),
    staff,
    mates: matesOf(crews, order.crew_id, order.assignee_id, staffId).filter((id) => staff.has(id)),
    reasons,
    used,
    machines,
    lastHours: last[0]?.hours && last[0].hours > 0 ? last[0].hours : undefined,
  }
}

const members = ({ member_ids: text }: Row<'crews'>): string[] => JSON.parse(text || '[]') as string[]

/** Whom the work is given to, the crew that it is given to, then the crews that I am in. */
function matesOf(crews: readonly Row<'crews'>[], crewId: string | null, assigneeId: string | null, me: string | null): string[] {
  const meant = crews.filter(({ id }) => id === crewId)
  const mine = crews.filter((crew) => crew.id !== crewId && me && members(crew).includes(me))
  const all = [...(assigneeId ? [assigneeId] : []), ...[...meant, ...mine].flatMap(members)]
  return [...new Set(all)].filter((id) => id !== me)
}

/** `null`: this work order is not on this device. */
export const useFacts = (workOrderId: string, staffId: string | null): LogFacts | null | undefined =>
  useLive(['work_orders', 'work_order_tasks', 'work_order_assets', 'assets', 'staff', 'crews', 'log_entries', 'reasons'], (database) => readFacts(database, workOrderId, staffId), [workOrderId, staffId])

/** What these assets are called, whichever the work order names. */
export const useAssetFacts = (ids: readonly string[]): AssetFacts[] =>
  useSql<AssetFacts>(['assets'], `select "id", "name", "number" from "assets" where "id" in (${ids.map(() => '?').join(', ')})`, [...ids]) ?? []
