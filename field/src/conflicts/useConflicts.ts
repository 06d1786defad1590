import { useCount, useLive } from '@/db'
import { conflicts, type Of, TABLES, type Told } from './loading.ts'

/** What was not taken as it was sent: all of it, or what concerns one record and what belongs to it. */
export const useConflicts = (of?: Of): Told[] | undefined => useLive(TABLES, (database) => conflicts(database, of), [of?.collection, of?.recordId])

/** How many there are, for the tab bar. */
export const useConflictCount = (): number => useCount('sync_conflicts', []) ?? 0
