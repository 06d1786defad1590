/** The log of a work order with all that its lines name. */
import { useMemo } from 'react'
import { Q, useRows, useSql } from '@/db'
import { paired, type Written } from '../reversing.ts'

export interface Names {
  staff: ReadonlyMap<string, string>
  /** By the account of a person. */
  users: ReadonlyMap<string, string>
  assets: ReadonlyMap<string, string>
  codes: ReadonlyMap<string, string>
}

const ASSETS = `select distinct "a"."id", "a"."name" from "assets" "a" join "log_lines" "l" on "a"."id" in ("l"."asset_id", "l"."equipment_asset_id") where "l"."work_order_id" = ?`

export function useEntries(workOrderId: string): { written: Written[]; names: Names } | undefined {
  const entries = useRows('log_entries', [Q.where('work_order_id', workOrderId)], [workOrderId])
  const lines = useRows('log_lines', [Q.where('work_order_id', workOrderId)], [workOrderId])
  const staff = useRows('staff', [])
  const codes = useSql<{ id: string; name: string }>(['task_codes'], `select "id", "name" from "task_codes"`)
  const assets = useSql<{ id: string; name: string }>(['assets', 'log_lines'], ASSETS, [workOrderId])
  return useMemo(() => {
    if (!entries || !lines || !staff || !codes || !assets) return undefined
    return {
      written: paired(entries, lines),
      names: {
        staff: new Map(staff.map(({ id, name }) => [id, name])),
        users: new Map(staff.flatMap(({ user_id, name }) => (user_id ? [[user_id, name] as const] : []))),
        assets: new Map(assets.map(({ id, name }) => [id, name])),
        codes: new Map(codes.map(({ id, name }) => [id, name])),
      },
    }
  }, [entries, lines, staff, codes, assets])
}
