import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { usePerson } from '@/session'
import { type PickerProps, PickerSheet } from './PickerSheet'
import { type StaffItem, useStaffItems } from './staff'

export interface StaffPickerProps extends PickerProps {
  /** Crews can be chosen too; see `kind` of what is picked. */
  crews?: boolean
  onPick?: (staff: StaffItem | null) => void
  /** Several at once, in place of `onPick`. */
  onPickMany?: (staff: StaffItem[]) => void
}

const detailOf = (staff: StaffItem): string => staff.detail
const saidOf = (staff: StaffItem): string => `${staff.name} ${staff.detail}`
const icon = (staff: StaffItem) => (staff.kind === 'crew' ? ('users' as const) : ('user' as const))

/** Choose who: oneself first. */
export const StaffPicker = (props: StaffPickerProps) => (props.open ? <Opened {...props} /> : null)

function Opened({ crews = false, title, ...rest }: StaffPickerProps) {
  const { t } = useTranslation('fieldThings')
  const { staffId } = usePerson()
  const items = useStaffItems({ crews, mine: staffId })
  const titleOf = useCallback((staff: StaffItem) => (staff.id === staffId ? t('picker.me', { name: staff.name }) : staff.name), [staffId, t])
  return (
    <PickerSheet
      {...rest}
      title={title ?? t('picker.staff')}
      kind="staff"
      items={items}
      titleOf={titleOf}
      detailOf={detailOf}
      saidOf={saidOf}
      icon={icon}
      empty={t('picker.noStaff')}
      emptyHelp={t('picker.comesWithSync')}
    />
  )
}
