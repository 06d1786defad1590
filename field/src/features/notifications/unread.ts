import { Q, useCount } from '@/db'

/** How much this person has not read. */
export const useUnread = (): number => useCount('notifications', [Q.where('read_at', null)]) ?? 0
