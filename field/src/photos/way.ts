/** How far a picture is on its way, kept with it in `upload`, so that a killed app goes on where it was. */
import type { Row } from '@/db'

export type Photo = Row<'photos'>

/**
 * `new`: its record was never seen on this device (a form that is still open). `known`: the record has been seen. `announced`: the server awaits
 * the bytes. `there`: the server has them, and has to look at them.
 */
export type Step = 'new' | 'known' | 'announced' | 'there'

export interface Way {
  step: Step
  /** What the server was told of it. */
  caption: string | null
  role: string | null
}

const STEPS: readonly string[] = ['new', 'known', 'announced', 'there'] satisfies Step[]
export const BEGINNING: Way = { step: 'new', caption: null, role: null }

export function wayOf({ upload }: Pick<Photo, 'upload'>): Way {
  try {
    const found = JSON.parse(upload ?? '') as Way
    return STEPS.includes(found.step) ? found : BEGINNING
  } catch {
    return BEGINNING
  }
}

export const wayText = (way: Way): string => JSON.stringify(way)

/** Why a picture is not on the server: `unreachable`, `busy`, `quota` and `broken` are tried again, the others are for good. */
export interface Trouble {
  reason: 'unreachable' | 'busy' | 'quota' | 'broken' | 'refused' | 'gone' | 'lost'
  detail?: string
}

export function troubleOf({ error }: Pick<Photo, 'error'>): Trouble | undefined {
  if (!error) return undefined
  try {
    return JSON.parse(error) as Trouble
  } catch {
    return { reason: 'broken', detail: error }
  }
}

/** The id that the server knows it by. */
export const fileId = ({ id, attachment_id }: Pick<Photo, 'id' | 'attachment_id'>): string => attachment_id ?? id
