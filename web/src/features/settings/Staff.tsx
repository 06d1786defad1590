import { deleteStaffMember, restoreStaffMember, updateStaffMember } from '@fettle/client'
import type { Staff as Member } from '@fettle/client'
import { listStaffInfiniteOptions } from '@fettle/client/queries'
import { HardHat, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { hours, money } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { Who } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/states'
import type { Column } from '@/ui/table'
import { useOpened } from './lib/opened'
import { RecordTable } from './lib/RecordTable'
import { SettingsPage } from './SettingsPage'
import { StaffSheet } from './staff/StaffSheet'

export default function Staff() {
  const { t } = useTranslation('people')
  const { may } = useAccount()
  const { opened, open, close } = useOpened()
  const nameOf = usePersonName()
  const writes = may('staff:write')
  const costs = may('costs:read')
  const columns = useMemo<Column<Member>[]>(
    () => [
      { id: 'name', header: t('staff.name'), grow: true, phone: 'title', cell: ({ name }) => <Who name={name} /> },
      { id: 'number', header: t('staff.number'), width: 100, cell: ({ number }) => number },
      { id: 'trade', header: t('staff.trade'), grow: true, phone: 'below', cell: ({ trade }) => trade },
      { id: 'hours', header: t('staff.weeklyHours'), width: 110, align: 'end', phone: 'below', cell: ({ weeklyHours }) => hours(weeklyHours) },
      ...(costs ? [{ id: 'rate', header: t('staff.rate'), width: 120, align: 'end', cell: ({ hourlyRate }) => money(hourlyRate) } as Column<Member>] : []),
      { id: 'user', header: t('staff.user'), grow: true, cell: ({ userId }) => userId && nameOf(userId) },
    ],
    [t, costs, nameOf],
  )
  const add = writes && (
    <Button look="primary" icon={Plus} onClick={() => open('new')}>
      {t('staff.add')}
    </Button>
  )
  return (
    <SettingsPage title={t('staff.title')} fills actions={add}>
      <RecordTable<Member>
        label={t('staff.title')}
        columns={columns}
        list={(query) => listStaffInfiniteOptions({ query })}
        nameOf={({ name }) => name}
        touches={['Staff', 'Crew']}
        writes={writes}
        search={t('staff.search')}
        activate={(row, active) => updateStaffMember({ path: { staff_id: row.id }, body: { active }, headers: ifMatch(row.version) })}
        remove={(row) => deleteStaffMember({ path: { staff_id: row.id }, headers: ifMatch(row.version) })}
        restore={(row) => restoreStaffMember({ path: { staff_id: row.id } })}
        empty={<Empty icon={HardHat} title={t('staff.none')} action={add}>{t('staff.noneHelp')}</Empty>}
      />
      {opened && <StaffSheet id={opened} onClose={close} writes={writes} />}
    </SettingsPage>
  )
}
