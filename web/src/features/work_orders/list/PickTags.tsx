import { createTag } from '@fettle/client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { RecordPicker } from '@/ui/picker'

/** Tags to add; new ones are made as they are typed. */
export function PickTags({ onPick }: { onPick: (ids: string[]) => void }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const [ids, setIds] = useState<string[]>([])
  return (
    <div>
      <RecordPicker
        inline
        many
        autoFocus
        kind="tag"
        aria-label={t('bulk.tag')}
        value={ids}
        onChange={(next) => setIds(Array.isArray(next) ? next : [])}
        {...(may('tags:write') && { create: async (name: string) => (await createTag({ body: { name } })).id })}
      />
      <div className="flex justify-end border-t p-2">
        <Button size="sm" look="primary" disabled={ids.length === 0} onClick={() => onPick(ids)}>
          {t('bulk.addTags', { count: ids.length })}
        </Button>
      </div>
    </div>
  )
}
