import { useMemo } from 'react'
import { useStore } from '@fettle/kit/store'
import { online } from '@/platform/presence'
import { useSession } from '@/session'
import { metered } from './connection'
import type { Facts } from './plan'
import type { Going } from './queued'
import { anyway, sending, share } from './running'
import { wifiOnly } from './settings'

/** What decides whether pictures go now, kept current. */
export function useFacts(): Omit<Facts, 'now'> {
  const session = useSession()
  const is = useStore(online)
  const expired = session.kind !== 'in' || session.expired
  const costs = useStore(metered) ?? false
  const only = useStore(wifiOnly)
  const any = useStore(anyway)
  return useMemo(() => ({ online: is, expired, metered: costs, wifiOnly: only, anyway: any }), [is, expired, costs, only, any])
}

/** The picture that is being sent now. */
export function useGoing(): Going {
  const id = useStore(sending)
  const part = useStore(share)
  return useMemo(() => ({ id, share: part }), [id, part])
}
