/** The database of whoever is signed in, and sync for as long as it is open. */
import type { Database } from '@nozbe/watermelondb'
import { type ReactNode, useEffect, useState } from 'react'
import { openDatabase, useOpenDatabase } from '@/db'
import { finishDatabase } from '@/db/database'
import { useStore } from '@fettle/kit/store'
import { startPhotos } from '@/photos'
import { claim, onYield, place } from '@/platform/place'
import type { Person } from '@/session'
import { PersonContext } from '@/session'
import { startSync } from '@/sync'
import { Waiting } from '@/ui'
import { Elsewhere, Unopened } from './Elsewhere'

onYield(finishDatabase)

export function Signed({ person, children }: { person: Person; children: ReactNode }) {
  const where = useStore(place)
  const [tries, setTries] = useState(0)
  const [error, setError] = useState<unknown>()
  const [opened, setOpened] = useState<Database>()
  const open = useOpenDatabase()
  const { tenantId, userId } = person
  useEffect(() => void claim(), [])
  useEffect(() => {
    if (where !== 'here') return
    let over = false
    const stops: (() => void)[] = []
    setError(undefined)
    openDatabase({ tenantId, userId }).then(
      (database) => {
        if (over) return
        setOpened(database)
        stops.push(startSync(database, `${tenantId}.${userId}`), startPhotos(database, { tenantId, userId }))
      },
      (reason: unknown) => !over && setError(reason),
    )
    return () => {
      over = true
      for (const stop of stops) stop()
      setOpened(undefined)
    }
  }, [where, tenantId, userId, tries])
  if (where === 'elsewhere') return <Elsewhere />
  if (error !== undefined) return <Unopened error={error} again={() => setTries(tries + 1)} />
  if (!opened || opened !== open) return <Waiting />
  return <PersonContext value={person}>{children}</PersonContext>
}
