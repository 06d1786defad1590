/** Who may have the database open. A phone has one app; a browser may have many tabs. */
import { makeStore } from '@fettle/kit/store'

/** `elsewhere`: another tab has it, and this one must not touch it. */
export const place = makeStore<'asking' | 'here' | 'elsewhere'>('here')
export const claim = async (): Promise<void> => undefined
export const takeOver = async (): Promise<void> => undefined
/** What to do before another tab takes over. */
export const onYield = (_close: () => Promise<void>): void => undefined
/** Ask the system not to throw the data away when space is short. */
export const persist = async (): Promise<boolean> => true
/** Try again with everything new, where that can help. Resolves when it can't. */
export const startAgain = async (): Promise<void> => undefined
/** It did help. */
export const started = (): void => undefined
