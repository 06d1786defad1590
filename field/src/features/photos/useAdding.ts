import { useState } from 'react'
import { addPhoto } from '@/photos'
import { taken, taking } from '@/photos/pending'
import { type From, pick } from '@/photos/pick'
import type { NewPhoto } from '@/photos/queue'
import { ownerName } from '@/photos/running'
import { refused, succeeded } from '@/platform/haptics'
import { usePerson } from '@/session'

export interface Adding {
  /** While pictures are made smaller: which of how many. */
  busy?: { at: number; of: number }
  problem?: { kind: 'denied' | 'unreadable' | 'noRoom' | 'broken'; detail: string }
  add: (from: From) => Promise<void>
}

const KINDS: Record<string, NonNullable<Adding['problem']>['kind']> = { Denied: 'denied', Unreadable: 'unreadable', NoRoom: 'noRoom' }

/** Takes or chooses pictures and puts them into the queue. One that cannot be read does not keep the others out. */
export function useAdding(photo: NewPhoto, onAdded: () => void): Adding {
  const { tenantId, userId } = usePerson()
  const [busy, setBusy] = useState<Adding['busy']>()
  const [problem, setProblem] = useState<Adding['problem']>()
  const met = (error: unknown) => {
    refused()
    setProblem({ kind: (error instanceof Error && KINDS[error.name]) || 'broken', detail: error instanceof Error ? error.message : String(error) })
  }
  const add = async (from: From) => {
    setProblem(undefined)
    try {
      if (from === 'camera') await taking(photo, ownerName({ tenantId, userId }))
      const all = await pick(from)
      for (const [at, { picked, takenAt }] of all.entries()) {
        setBusy({ at: at + 1, of: all.length })
        await addPhoto({ ...photo, takenAt }, picked).catch(met)
      }
      if (!all.length) return
      succeeded()
      onAdded()
    } catch (error) {
      met(error)
    } finally {
      setBusy(undefined)
      if (from === 'camera') await taken()
    }
  }
  return { busy, problem, add }
}
