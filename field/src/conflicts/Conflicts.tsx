import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Stack } from '@/ui'
import type { Table } from '@/db'
import { ConflictCard } from './ConflictCard'
import { useConflicts } from './useConflicts'

const AT_FIRST = 2

export interface ConflictsProps {
  collection: Table
  recordId: string
}

/** On the screen of a record: what of it, and of what belongs to it, was not taken as it was sent. Nothing if all was. */
export function Conflicts({ collection, recordId }: ConflictsProps) {
  const { t } = useTranslation('fieldMe')
  const found = useConflicts({ collection, recordId })
  const [all, setAll] = useState(false)
  if (!found?.length) return null
  const more = found.length - AT_FIRST
  return (
    <Stack>
      {(all ? found : found.slice(0, AT_FIRST)).map((told) => (
        <ConflictCard key={told.conflict.id} told={told} onRecord />
      ))}
      {more > 0 && !all && <Button icon="chevron-down" label={t('conflicts.more', { count: more })} onPress={() => setAll(true)} />}
    </Stack>
  )
}
