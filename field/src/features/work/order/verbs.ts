import type { IconName } from '@/ui'
import type { Verb } from '@/work'

/** A picture for each move of the life cycle. */
export const VERB_ICONS: Record<Verb, IconName> = { approve: 'circle-check', start: 'play', hold: 'pause', resume: 'play', complete: 'check-check', close: 'lock', cancel: 'ban', skip: 'skip-forward' }
