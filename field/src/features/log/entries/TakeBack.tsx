import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Q, useDatabase, useRows } from '@/db'
import { usePerson } from '@/session'
import { asDate } from '@/words/format'
import { Button, Sheet, Text, toast } from '@/ui'
import { forgetDraft, useKept } from '@/drafts/keeping'
import type { Entry } from '../reversing.ts'
import { LONGEST } from '../rules.ts'
import { reverse } from '../saving.ts'
import { ReasonFields } from '../steps/ReasonFields'

export interface TakeBackProps {
  entry: Entry
  onClose: () => void
  onBack: () => void
}

interface Said {
  reason: string
  reasonId: string | null
}

const NOTHING: Said = { reason: '', reasonId: null }
const readSaid = (value: string | undefined): Said | undefined => (value ? { ...NOTHING, ...(JSON.parse(value) as Partial<Said>) } : undefined)

/** Take an entry back, for a reason. Both stay to be seen. */
export function TakeBack({ entry, onClose, onBack }: TakeBackProps) {
  const { t } = useTranslation('fieldLog')
  const database = useDatabase()
  const { userId } = usePerson()
  const reasons = useRows('reasons', [Q.where('kind', 'reversal'), Q.where('active', true), Q.sortBy('name', Q.asc)])
  const key = `reverse:${entry.id}`
  const kept = useKept<Said>({ key, kind: 'reverse', subject: entry.work_order_id, read: readSaid, begin: () => NOTHING })
  const said = kept.draft ?? NOTHING
  const [asked, setAsked] = useState(false)
  const fault = !said.reason.trim() ? t('fault.reason') : said.reason.length > LONGEST.reason ? t('fault.tooLong') : undefined
  const take = async () => {
    setAsked(true)
    if (fault) return
    await reverse(database, entry.id, said, userId)
    kept.end()
    await forgetDraft(database, key)
    toast({ text: t('reverse.done') })
    onClose()
  }
  return (
    <Sheet
      open
      title={t('reverse.title', { day: asDate(entry.performed_on) })}
      onClose={onClose}
      footer={
        <>
          <Button wide icon="arrow-left" label={t('reverse.back')} onPress={onBack} />
          <Button wide look="danger" icon="undo-2" label={t('reverse.verb')} onPress={() => void take()} />
        </>
      }
    >
      <Text tone="muted">{t('reverse.help')}</Text>
      <ReasonFields reasons={reasons ?? []} value={said} fault={asked ? fault : undefined} onChange={(next) => kept.change(() => next)} />
    </Sheet>
  )
}
