/** Something that is being said about a work order: kept while it is typed, told to whom it speaks to. */
import { useState } from 'react'
import { useDatabase } from '@/db'
import { forgetIn, useKept } from '@/drafts/keeping'
import { usePerson } from '@/session'
import { readJson } from '../../readJson'
import { type Order, say } from '../acts'
import { mentionedIn } from '@fettle/kit/mentions'
import { type Addressed, useAddressed } from './people'

interface Given {
  body: string
  public: boolean
  /** Whom one has chosen, of several with one name. */
  chosen?: string[]
}

export interface Saying {
  draft: Given
  people: readonly Addressed[]
  busy: boolean
  change: (part: Partial<Given>) => void
  choose: (id: string) => void
  send: () => Promise<void>
}

/** Undefined until it is known whether something was begun before. `parentId`: what is answered. */
export function useSaying(order: Order, parentId: string | null): Saying | undefined {
  const database = useDatabase()
  const { userId, name } = usePerson()
  const people = useAddressed(order.id)
  const [busy, setBusy] = useState(false)
  const key = parentId ? `comment:${order.id}:${parentId}` : `comment:${order.id}`
  const { draft, change, flush, end } = useKept<Given>({ key, kind: 'comment', subject: order.id, read: readJson<Given>, begin: () => ({ body: '', public: false }) })
  if (!draft) return undefined
  return {
    draft,
    people,
    busy,
    change: (part) => change((now) => ({ ...now, ...part })),
    choose: (id) => change((now) => ({ ...now, chosen: [...(now.chosen ?? []), id] })),
    send: async () => {
      setBusy(true)
      await flush()
      end()
      const said = { body: draft.body, public: draft.public, parentId, mentions: mentionedIn(draft.body, people, draft.chosen) }
      await say(database, order, said, { userId, name }, (to) => forgetIn(database, to, key))
    },
  }
}
