import { Rows3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { type GroupBy, GROUPS } from './rows'

/** Chooses what the rows are grouped by. */
export function GroupMenu({ value, onChange }: { value: GroupBy | undefined; onChange: (by: GroupBy | undefined) => void }) {
  const { t } = useTranslation('workOrders')
  const { household } = useAccount()
  const words = (by: GroupBy) => t(`filter.${by}`)
  return (
    <Menu
      label={t('list.group')}
      trigger={
        <Button icon={Rows3} {...(value && { className: 'border-accent! text-accent!' })}>
          {value ? t('list.groupedBy', { what: words(value) }) : t('list.group')}
        </Button>
      }
      items={[
        { label: t('list.ungrouped'), hint: !value && '✓', onSelect: () => onChange(undefined) },
        '-',
        ...GROUPS.filter((by) => !(household && by === 'crew')).map((by) => ({ label: words(by), hint: value === by && '✓', onSelect: () => onChange(by) })),
      ]}
    />
  )
}
