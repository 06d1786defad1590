/** Files sent from this tab for a trial, so that the import itself need not ask for them again. */
import type { Sending } from './upload'

const files = new Map<string, Omit<Sending, 'dryRun'>>()

export const keepFile = (importId: string, sent: Omit<Sending, 'dryRun'>) => void files.set(importId, sent)
export const keptFile = (importId: string) => files.get(importId)
