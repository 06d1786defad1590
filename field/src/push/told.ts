/** Whether this device can be told things: `install`: only as an installed app; `noProject`: this build has no push service. */
export type Support = 'yes' | 'no' | 'install' | 'noProject'
export type Permission = 'granted' | 'refused' | 'ask'

export interface Arrival {
  /** Something has come: there is news to fetch. */
  came: () => void
  /** Somebody tapped a message. */
  opened: (link: string) => void
}

/** `unknown`: being looked up. */
export type PushState = 'unknown' | 'on' | 'off' | 'refused' | Exclude<Support, 'yes'>

export function stateOf(support: Support, permission: Permission, wanted: boolean): PushState {
  if (support !== 'yes') return support
  if (permission === 'refused') return 'refused'
  return wanted && permission === 'granted' ? 'on' : 'off'
}
