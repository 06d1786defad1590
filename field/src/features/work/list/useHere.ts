/** Where this device is, asked for only when somebody wants to know what is near. */
import * as Location from 'expo-location'
import { useCallback, useEffect, useState } from 'react'
import type { Point } from '@/work'

export type Here = { kind: 'unknown' } | { kind: 'asking' } | { kind: 'refused' } | { kind: 'known'; at: Point }

/** `wanted`: the list is sorted by distance. Somebody who has allowed it before is not asked again. */
export function useHere(wanted: boolean): { here: Here; ask: () => Promise<boolean> } {
  const [here, setHere] = useState<Here>({ kind: 'unknown' })
  const look = useCallback(async (mayAsk: boolean) => {
    try {
      const { granted } = mayAsk ? await Location.requestForegroundPermissionsAsync() : await Location.getForegroundPermissionsAsync()
      if (!granted) {
        setHere({ kind: 'refused' })
        return false
      }
      setHere((before) => (before.kind === 'known' ? before : { kind: 'asking' }))
      const found = (await Location.getLastKnownPositionAsync({ maxAge: 120_000 })) ?? (await Location.getCurrentPositionAsync({ accuracy: Location.Accuracy.Balanced }))
      setHere({ kind: 'known', at: { latitude: found.coords.latitude, longitude: found.coords.longitude } })
      return true
    } catch {
      setHere({ kind: 'refused' })
      return false
    }
  }, [])
  useEffect(() => {
    if (wanted && here.kind === 'unknown') void look(false)
  }, [wanted, here.kind, look])
  return { here, ask: useCallback(() => look(true), [look]) }
}
