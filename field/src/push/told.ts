/** Whether this device can be told things: `install`: only as an installed app; `noProject`: this build has no push service. */
export type Support = 'yes' | 'no' | 'install' | 'noProject'
export type Permission = 'granted' | 'refused' | 'ask'

export interface Arrival {
  /** Something has come: there is news to fetch. */
  came: () => void
  /** Somebody tapped a message. */
  opened: (link: string) => void
}

/** What a build was made with: `push` says for which phones it has all that push messages need. */
export interface Built {
  push?: Partial<Record<string, boolean>>
  eas?: { projectId?: string }
}

/** The project of the push service that this build belongs to, if messages can reach it. */
export const projectOf = (built: Built | undefined, system: string): string | undefined => (built?.push?.[system] ? built.eas?.projectId : undefined)

/** `unknown`: being looked up. */
export type PushState = 'unknown' | 'on' | 'off' | 'refused' | Exclude<Support, 'yes'>

export function stateOf(support: Support, permission: Permission, wanted: boolean): PushState {
  if (support !== 'yes') return support
  if (permission === 'refused') return 'refused'
  return wanted && permission === 'granted' ? 'on' : 'off'
}
