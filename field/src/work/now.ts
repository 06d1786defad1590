/** The present, as screens reckon with it: it goes on when somebody looks, not by itself. */
import { useFocusEffect } from 'expo-router'
import { useCallback, useEffect, useState } from 'react'
import { onLook } from '@/platform/presence'

const MINUTE = 60_000

/** Now, to the minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / MINUTE) * MINUTE)
  const look = useCallback(() => setNow(Math.floor(Date.now() / MINUTE) * MINUTE), [])
  useFocusEffect(look)
  useEffect(() => onLook(look), [look])
  return now
}
