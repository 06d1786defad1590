/** Colours and icons of what is said about an asset. The words are in `fieldThings`. */
import type { IconName, Meaning } from '@/ui'

const STATUS: Record<string, { tone: Meaning; icon: IconName }> = {
  in_service: { tone: 'good', icon: 'circle-check' },
  out_of_service: { tone: 'bad', icon: 'circle-x' },
  in_storage: { tone: 'info', icon: 'package' },
  retired: { tone: 'quiet', icon: 'ban' },
}
const CRITICALITY: Record<string, Meaning> = { critical: 'bad', high: 'warn', medium: 'quiet', low: 'quiet' }
const CONDITION: Record<string, Meaning> = { excellent: 'good', good: 'good', fair: 'warn', poor: 'bad' }

export const statusLook = (status: string): { tone: Meaning; icon: IconName } => STATUS[status] ?? { tone: 'quiet', icon: 'circle' }
export const criticalityTone = (criticality: string): Meaning => CRITICALITY[criticality] ?? 'quiet'
export const conditionTone = (condition: string): Meaning => CONDITION[condition] ?? 'quiet'
