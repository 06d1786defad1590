/** "I just fixed this", before it is saved. */
export interface QuickDraft {
  version: 1
  /** Of the work order to be, so that photos can be taken before it is saved. */
  orderId: string
  entryId: string
  assetId: string | null
  siteId: string | null
  locationId: string | null
  text: string
  taskCodeId: string | null
  minutes: number | null
}

/** Something that was said before, one tap away. */
export interface Phrase {
  text: string
  taskCodeId: string | null
}

export const QUICK = 'quick'
export const MINUTES = [5, 15, 30, 60, 120] as const
export const USUAL_MINUTES = 15
export const LONGEST_TEXT = 2000
