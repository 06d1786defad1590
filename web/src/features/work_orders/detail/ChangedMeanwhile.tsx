import { RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { type Change, onChange } from '@/lib/live'
import { usePersonName } from '@/lib/people'
import { fieldName } from './describe'

/** Says quietly that somebody else changed the record while a form is open. What is typed stays. */
export function ChangedMeanwhile({ id }: { id: string }) {
  const { t } = useTranslation('workOrders')
  const { me } = useAccount()
  const person = usePersonName()
  const [change, setChange] = useState<Change>()
  useEffect(() => onChange((each) => each.entityId === id && each.actorUserId !== me.id && setChange(each)), [id, me.id])
  if (!change) return null
  const fields = change.changed.map(camel).flatMap((field) => fieldName(t as never, field) ?? [])
  return (
    <p role="status" className="mb-4 flex items-start gap-2 rounded-md bg-info-soft px-3 py-2 text-sm text-info">
      <RefreshCw aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {fields.length > 0
          ? t('detail.changedMeanwhile', { who: person(change.actorUserId) ?? t('detail.somebody'), what: fields.join(', ') })
          : t('detail.touchedMeanwhile', { who: person(change.actorUserId) ?? t('detail.somebody') })}
      </span>
    </p>
  )
}

const camel = (name: string) => name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())
