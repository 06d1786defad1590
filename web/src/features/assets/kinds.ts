/** The grades of an asset, in their order. */
import type { AssetsRecordsThingsCondition, AssetStatus, Criticality } from '@fettle/client'

export type { AssetStatus, Criticality }
export type Condition = AssetsRecordsThingsCondition

export const STATUSES: readonly AssetStatus[] = ['in_service', 'out_of_service', 'in_storage', 'retired']
export const CRITICALITIES: readonly Criticality[] = ['critical', 'high', 'medium', 'low']
export const CONDITIONS: readonly Condition[] = ['excellent', 'good', 'fair', 'poor']
