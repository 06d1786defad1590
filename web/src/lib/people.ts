import { getMeOptions, listPeopleOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

const MINUTES = 60_000

/** What users are called, by their id; undefined for nobody and for people who are not here any more. */
export function usePersonName(): (userId: string | null | undefined) => string | undefined {
  const { data: me } = useQuery({ ...getMeOptions(), staleTime: MINUTES })
  const reads = me?.permissions.includes('people:read') ?? false
  const { data } = useQuery({ ...listPeopleOptions({ query: { limit: 200 } }), enabled: reads, staleTime: 5 * MINUTES })
  const names = useMemo(() => {
    const known = new Map((data?.data ?? []).map(({ userId, name }) => [userId, name]))
    return me ? known.set(me.id, me.name) : known
  }, [data, me])
  return useCallback((userId) => (userId ? names.get(userId) : undefined), [names])
}
