/** New work that is being written down. Pure. */
export const NEW = 'new-work'

export interface New {
  version: 1
  title: string
  description: string
  priority: string
  siteId: string | null
  locationId: string | null
  assetIds: string[]
  /** Days from today; null without a date. */
  dueIn: number | null
  mine: boolean
  approve: boolean
}

/** What it begins with: nothing, an asset, or work that it follows. */
export type From = { assetId?: string; followUpOf?: string; siteId?: string; locationId?: string }

export const keyOf = ({ assetId, followUpOf, siteId, locationId }: From): string =>
  followUpOf ? `${NEW}:after:${followUpOf}` : assetId ? `${NEW}:asset:${assetId}` : siteId ? `${NEW}:at:${[siteId, locationId].filter(Boolean).join(':')}` : NEW

/** Back from the key to what the screen is opened with. */
export function paramsOf(key: string): From {
  const [, by, id, within] = key.split(':')
  if (by === 'at') return { siteId: id, ...(within && { locationId: within }) }
  return by === 'after' ? { followUpOf: id } : by === 'asset' ? { assetId: id } : {}
}

export function readNew(text: string | undefined): New | undefined {
  try {
    const found = text ? (JSON.parse(text) as Partial<New>) : undefined
    return found?.version === 1 && typeof found.title === 'string' && Array.isArray(found.assetIds) ? (found as New) : undefined
  } catch {
    return undefined
  }
}

export interface Beginning {
  asset?: { id: string; site_id: string | null; location_id: string | null } | null
  followed?: { title: string; site_id: string | null; location_id: string | null; priority: string } | null
  followedAssets?: readonly string[]
  /** Where it was begun, at the label of a place. */
  place?: { siteId?: string; locationId?: string }
  approves: boolean
  mine: boolean
}

export const beginNew = ({ asset, followed, followedAssets = [], place, approves, mine }: Beginning): New => ({
  version: 1,
  title: followed?.title ?? '',
  description: '',
  priority: followed?.priority ?? 'medium',
  siteId: asset?.site_id ?? followed?.site_id ?? place?.siteId ?? null,
  locationId: asset?.location_id ?? followed?.location_id ?? place?.locationId ?? null,
  assetIds: asset ? [asset.id] : [...followedAssets],
  dueIn: null,
  mine,
  approve: approves,
})

export interface Writer {
  userId: string
  staffId: string | null
  endOfDay: (inDays: number) => number
  now: number
}

/** The record that the draft becomes. `followed`: the work that it follows. */
export function recordOf(draft: New, followed: { id: string; problem_code_id: string | null } | null, { userId, staffId, endOfDay, now }: Writer) {
  return {
    title: draft.title.trim(),
    description: draft.description.trim() || null,
    status: draft.approve ? 'approved' : 'new',
    priority: draft.priority,
    kind: 'corrective',
    site_id: draft.siteId,
    location_id: draft.locationId,
    assignee_id: draft.mine ? staffId : null,
    due_at: draft.dueIn === null ? null : endOfDay(draft.dueIn),
    reported_at: now,
    follow_up_of_id: followed?.id ?? null,
    problem_code_id: followed?.problem_code_id ?? null,
    planned_materials: '[]',
    custom: '{}',
    released: false,
    created_at: now,
    created_by: userId,
    updated_at: now,
  }
}
