/** What work was on, and how hours are divided among that. Pure. */

export interface Target {
  assetId: string | null
  taskCodeId: string | null
}

export interface TaskOn {
  assetId: string | null
  taskCodeId: string | null
}

/** Beyond this nobody reads the lines any more: then the tasks are left out. */
export const MOST_TARGETS = 12

/**
 * Each task that was worked on counts for its own asset, or for every asset that was chosen; assets without a task count for themselves. Without
 * either there is one target: the work order.
 */
export function targetsOf(assetIds: readonly string[], tasks: readonly TaskOn[]): Target[] {
  const found = new Map<string, Target>()
  const add = (assetId: string | null, taskCodeId: string | null) => found.set(`${assetId} ${taskCodeId}`, { assetId, taskCodeId })
  for (const { assetId, taskCodeId } of tasks) {
    if (assetId) add(assetId, taskCodeId)
    else if (taskCodeId && assetIds.length) assetIds.forEach((each) => add(each, taskCodeId))
    else if (taskCodeId) add(null, taskCodeId)
  }
  for (const assetId of assetIds) if (![...found.values()].some((target) => target.assetId === assetId)) add(assetId, null)
  if (found.size > MOST_TARGETS && tasks.length) return targetsOf([...new Set([...assetIds, ...tasks.flatMap(({ assetId }) => assetId ?? [])])], [])
  return found.size ? [...found.values()] : [{ assetId: null, taskCodeId: null }]
}

/** `hours` in `parts` shares of hundredths that come to the whole; the first ones take what is left over. Too little to divide stays whole. */
export function shares(hours: number, parts: number): number[] {
  const whole = Math.round(hours * 10_000)
  const step = whole % 100 === 0 ? 100 : 1
  const units = whole / step
  if (parts <= 1 || units < parts) return [whole / 10_000]
  const each = Math.floor(units / parts)
  const over = units - each * parts
  return Array.from({ length: parts }, (_, place) => ((each + (place < over ? 1 : 0)) * step) / 10_000)
}
