import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PickField, type PickFieldProps } from './PickField'
import { StaffPicker } from './StaffPicker'
import { type StaffItem, useStaffItems } from './staff'

export interface StaffFieldProps extends Pick<PickFieldProps, 'help' | 'fault' | 'optional' | 'placeholder'> {
  label?: string
  crews?: boolean
  value: string | null
  onChange: (id: string | null, staff: StaffItem | null) => void
}

/** Somebody, or a crew, chosen in a sheet. */
export function StaffField({ label, crews = false, value, onChange, ...rest }: StaffFieldProps) {
  const { t } = useTranslation('fieldThings')
  const [open, setOpen] = useState(false)
  const chosen = useStaffItems({ crews })?.find(({ id }) => id === value)
  const title = label ?? t('picker.who')
  return (
    <>
      <PickField {...rest} label={title} icon={chosen?.kind === 'crew' ? 'users' : 'user'} text={chosen?.name} detail={chosen?.detail} onPress={() => setOpen(true)} onClear={() => onChange(null, null)} />
      <StaffPicker open={open} onClose={() => setOpen(false)} title={title} crews={crews} chosen={value ? [value] : []} onPick={(picked) => onChange(picked?.id ?? null, picked)} />
    </>
  )
}
