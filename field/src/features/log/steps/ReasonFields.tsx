import { useTranslation } from 'react-i18next'
import type { Row } from '@/db'
import { Text, TextInput } from '@/ui'
import { Chip, Chips } from '../Chip'
import { LONGEST } from '../rules.ts'

export interface ReasonFieldsProps {
  reasons: readonly Row<'reasons'>[]
  value: { reason: string; reasonId: string | null }
  fault: string | undefined
  onChange: (value: { reason: string; reasonId: string | null }) => void
}

/** Why an entry is taken back: a tap, or words. */
export function ReasonFields({ reasons, value, fault, onChange }: ReasonFieldsProps) {
  const { t } = useTranslation('fieldLog')
  const choose = (reason: Row<'reasons'>) => {
    const chosen = value.reasonId === reason.id
    const before = reasons.find(({ id }) => id === value.reasonId)?.name
    const typed = value.reason.trim() && value.reason !== before ? value.reason : chosen ? '' : reason.name
    onChange({ reasonId: chosen ? null : reason.id, reason: typed })
  }
  return (
    <>
      <Text bold size="sm">
        {t('reverse.why')}
      </Text>
      {reasons.length > 0 && (
        <Chips label={t('reverse.why')}>
          {reasons.map((reason) => (
            <Chip key={reason.id} label={reason.name} on={value.reasonId === reason.id} onPress={() => choose(reason)} />
          ))}
        </Chips>
      )}
      <TextInput label={t('reverse.reason')} value={value.reason} fault={fault} maxLength={LONGEST.reason} onChange={(reason) => onChange({ ...value, reason })} />
    </>
  )
}
