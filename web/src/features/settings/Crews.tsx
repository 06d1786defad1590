import { deleteCrew, restoreCrew, updateCrew } from '@fettle/client'
import type { Crew } from '@fettle/client'
import { listCrewsInfiniteOptions } from '@fettle/client/queries'
import { Plus, UsersRound } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { count } from '@/lib/format'
import { useChoice } from '@/lib/records'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/states'
import type { Column } from '@/ui/table'
import { CrewSheet } from './crews/CrewSheet'
import { useOpened } from './lib/opened'
import { RecordTable } from './lib/RecordTable'
import { SettingsPage } from './SettingsPage'

export default function Crews() {
  const { t } = useTranslation('people')
  const { may } = useAccount()
  const { opened, open, close } = useOpened()
  const writes = may('staff:write')
  const columns = useMemo<Column<Crew>[]>(
    () => [
      { id: 'name', header: t('crews.name'), grow: true, phone: 'title', cell: ({ name }) => <span title={name}>{name}</span> },
      { id: 'lead', header: t('crews.lead'), grow: true, phone: 'below', cell: ({ leadId }) => leadId && <StaffName id={leadId} /> },
      { id: 'members', header: t('crews.size'), width: 110, align: 'end', cell: ({ memberIds = [] }) => count(memberIds.length) },
    ],
    [t],
  )
  const add = writes && (
    <Button look="primary" icon={Plus} onClick={() => open('new')}>
      {t('crews.add')}
    </Button>
  )
  return (
    <SettingsPage title={t('crews.title')} fills actions={add}>
      <RecordTable<Crew>
        label={t('crews.title')}
        columns={columns}
        list={(query) => listCrewsInfiniteOptions({ query })}
        nameOf={({ name }) => name}
        touches={['Crew']}
        writes={writes}
        search={t('crews.search')}
        activate={(row, active) => updateCrew({ path: { crew_id: row.id }, body: { active }, headers: ifMatch(row.version) })}
        remove={(row) => deleteCrew({ path: { crew_id: row.id }, headers: ifMatch(row.version) })}
        restore={(row) => restoreCrew({ path: { crew_id: row.id } })}
        empty={<Empty icon={UsersRound} title={t('crews.none')} action={add}>{t('crews.noneHelp')}</Empty>}
      />
      {opened && <CrewSheet id={opened} onClose={close} writes={writes} />}
    </SettingsPage>
  )
}

function StaffName({ id }: { id: string }) {
  return <>{useChoice('staff', id)?.label ?? '…'}</>
}
