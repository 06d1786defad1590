import { createContext, useContext } from 'react'
import type { Entry } from './entries'

/** What can be done with an entry, wherever it stands. */
export interface EntryActs {
  movable: (entry: Entry) => boolean
  /** Ask for another time or other people. */
  ask: (entry: Entry) => void
  /** Take it out of the schedule. */
  unschedule: (entry: Entry) => void
  refused: string | undefined
}

export const ActsContext = createContext<EntryActs | undefined>(undefined)

export function useEntryActs(): EntryActs {
  const acts = useContext(ActsContext)
  if (!acts) throw new Error('useEntryActs outside of a calendar')
  return acts
}
