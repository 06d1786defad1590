/** What somebody has mapped so far outlives a reload: it is found again with the next file of the same columns. */
import type { Entity, Mapping } from '@fettle/client'

/** The saved mapping that was chosen to begin with. */
export interface Chosen {
  id: string
  name: string
  version: number
  /** What it says, as JSON, to see whether it was changed. */
  said: string
}

const place = (entity: Entity, columns: readonly string[]) => `fettle.draft.import:${entity}:${columns.join('\u001f')}`

export function rememberDraft(mapping: Mapping, columns: readonly string[]): void {
  sessionStorage.setItem(place(mapping.entity, columns), JSON.stringify(mapping))
}

export function recallDraft(entity: Entity, columns: readonly string[]): Mapping | undefined {
  const kept = sessionStorage.getItem(place(entity, columns))
  return kept ? (JSON.parse(kept) as Mapping) : undefined
}
