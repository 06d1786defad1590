import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Q, useRows } from '@/db'
import { Button, Choice } from '@/ui'
import type { Said } from '@/work'
import type { Order } from './acts'

const KINDS = [
  ['problem', 'problemId', 'problem_code_id'],
  ['cause', 'causeId', 'cause_code_id'],
  ['remedy', 'remedyId', 'remedy_code_id'],
] as const

/** What was wrong, why, and what helped. Open at once for repairs, behind a button for the rest. */
export function Codes({ order, said, onChange }: { order: Order; said: Said; onChange: (part: Partial<Said>) => void }) {
  const { t } = useTranslation('fieldWork')
  const [open, setOpen] = useState(order.kind === 'corrective')
  const codes = useRows('failure_codes', [Q.where('active', true), Q.sortBy('name', Q.asc)])
  if (!codes?.length) return null
  if (!open) return <Button look="quiet" icon="plus" label={t('complete.codes')} onPress={() => setOpen(true)} />
  return KINDS.map(([kind, name, column]) => {
    const options = codes.filter((code) => code.kind === kind).map((code) => ({ value: code.id, label: code.name, detail: code.code }))
    return options.length ? <Choice key={kind} optional label={t(`complete.${kind}`)} value={said[name] ?? order[column]} options={options} clearable={!!said[name]} onChange={(value) => onChange({ [name]: value })} /> : null
  })
}
