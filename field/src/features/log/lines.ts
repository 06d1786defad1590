/** The lines that a draft becomes. Pure. */
import { parsed, rounded } from './hours.ts'
import { type Item, type LogDraft, type NewLine, UNITS } from './records.ts'
import { shares, type Target, targetsOf } from './spread.ts'

export interface TaskFacts {
  id: string
  assetId: string | null
  taskCodeId: string | null
}

/** What the hours are for. `codes`: those in use; the server takes no others. */
export function targetsIn(draft: Pick<LogDraft, 'assetIds' | 'tasks'>, tasks: readonly TaskFacts[], codes: ReadonlySet<string>): Target[] {
  const worked = tasks.filter(({ id }) => draft.tasks[id] && draft.tasks[id].said !== 'skipped')
  return targetsOf(draft.assetIds, worked.map(({ assetId, taskCodeId }) => ({ assetId, taskCodeId: taskCodeId && codes.has(taskCodeId) ? taskCodeId : null })))
}

const NOTHING: Omit<NewLine, 'kind' | 'quantity' | 'unit'> = {
  staff_id: null, equipment_asset_id: null, item: null, vendor: null, asset_id: null, task_code_id: null, unit_cost: null,
}

/** Whether nothing has been said about it: one of nothing is what it begins with. */
export const isEmptyItem = ({ item, vendor, quantity, unitCost }: Item): boolean => !item.trim() && !vendor.trim() && !unitCost.trim() && ['', '1'].includes(quantity.trim())

/** What has no hours or no words yet becomes no line. */
export function linesOf(draft: LogDraft, tasks: readonly TaskFacts[], codes: ReadonlySet<string>): NewLine[] {
  const targets = targetsIn(draft, tasks, codes)
  const hourly = (hours: string, line: Pick<NewLine, 'kind'> & Partial<NewLine>): NewLine[] => {
    const all = rounded(parsed(hours) ?? 0)
    if (!all) return []
    return shares(all, targets.length).map((quantity, place) => ({
      ...NOTHING, unit: UNITS[line.kind], ...line, quantity, asset_id: targets[place]!.assetId, task_code_id: targets[place]!.taskCodeId,
    }))
  }
  return [
    ...draft.workers.flatMap(({ staffId, hours }) => hourly(hours, { kind: 'labour', staff_id: staffId })),
    ...draft.items.filter((item) => !isEmptyItem(item)).map((item) => itemLine(item)),
    ...draft.machines.flatMap(({ assetId, hours }) => hourly(hours, { kind: 'equipment', equipment_asset_id: assetId })),
  ]
}

function itemLine({ kind, item, vendor, quantity, unit, unitCost, assetId }: Item): NewLine {
  return {
    ...NOTHING,
    kind,
    quantity: rounded(parsed(quantity) ?? 0),
    unit: unit.trim() || UNITS[kind],
    item: item.trim() || null,
    vendor: kind === 'contract' ? vendor.trim() || null : null,
    asset_id: assetId,
    unit_cost: moneyOf(unitCost),
  }
}

/** `4.80`, as it travels. */
export function moneyOf(typed: string): string | null {
  const value = parsed(typed)
  return value === undefined ? null : value.toFixed(2)
}
