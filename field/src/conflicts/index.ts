export { ConflictCard } from './ConflictCard'
export { Conflicts, type ConflictsProps } from './Conflicts'
export type { Told } from './loading'
export { useConflictCount, useConflicts } from './useConflicts'
