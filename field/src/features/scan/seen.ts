/** The same code stays before the camera for a while; it counts once. Pure. */
export interface Seen {
  text: string
  at: number
}

/** So long must a code have been out of sight to count again, in milliseconds. */
export const GONE = 2000

export const fresh = (before: Seen | undefined, now: Seen): boolean => !before || before.text !== now.text || now.at - before.at > GONE
