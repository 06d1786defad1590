import { BookMarked } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { hours } from '@/lib/format'
import { useFilters } from '@/ui/filters'
import { Empty } from '@/ui/states'
import type { Column } from '@/ui/table'
import { Tabs } from '@/ui/tabs'
import { useOpened } from './lib/opened'
import { RecordTable } from './lib/RecordTable'
import { AddEntry } from './reference/AddEntry'
import { EntrySheet } from './reference/EntrySheet'
import { type Entry, type Shelf, SHELVES } from './reference/shelves'
import { SettingsPage } from './SettingsPage'

/** All lists of reference data, one under each tab. */
export default function Reference() {
  const { t } = useTranslation('reference')
  const [filters] = useFilters()
  const shelf = SHELVES.find(({ key }) => key === filters.tab) ?? SHELVES[0]!
  return (
    <SettingsPage
      title={t('title')}
      fills
      under={
        <Tabs
          label={t('title')}
          tabs={SHELVES.map(({ key }) => ({ label: t(`shelf.${key}`), to: '/settings/reference', search: { tab: key }, current: key === shelf.key }))}
        />
      }
    >
      <List key={shelf.key} shelf={shelf} />
    </SettingsPage>
  )
}

function List({ shelf }: { shelf: Shelf }) {
  const { t } = useTranslation('reference')
  const { may } = useAccount()
  const [filters] = useFilters()
  const { opened, close } = useOpened()
  const writes = may(shelf.permission)
  const columns = useMemo<Column<Entry>[]>(
    () => [
      ...(shelf.plain ? [] : [{ id: 'code', header: t('code'), width: 200, phone: 'below', cell: ({ code }) => <span className="font-medium" title={code}>{code}</span> } as Column<Entry>]),
      {
        id: 'name',
        header: t('name'),
        grow: true,
        phone: 'title',
        cell: ({ name, colour }) => (
          <span className="flex min-w-0 items-center gap-2" title={name}>
            {shelf.key === 'tags' && <span aria-hidden className="size-3 shrink-0 rounded-full border" style={{ background: colour ?? 'transparent' }} />}
            <span className="truncate">{name}</span>
          </span>
        ),
      },
      ...(shelf.kinds ? [{ id: 'kind', header: t('kind'), width: 180, phone: 'below', cell: ({ kind }) => t(`kinds.${kind}`) } as Column<Entry>] : []),
      ...(shelf.detailed ? [{ id: 'hours', header: t('standardHours'), width: 130, align: 'end', cell: ({ standardHours }) => hours(standardHours) } as Column<Entry>] : []),
    ],
    [t, shelf],
  )
  const kind = typeof filters.kind === 'string' ? filters.kind : undefined
  return (
    <div className="flex h-full flex-col">
      {writes && filters.deleted !== true && <AddEntry key={kind} shelf={shelf} kind={kind} />}
      <div className="min-h-0 flex-1">
        <RecordTable<Entry>
          label={t(`shelf.${shelf.key}`)}
          columns={columns}
          list={shelf.list}
          nameOf={({ name }) => name}
          touches={shelf.touches}
          writes={writes}
          {...(shelf.searchable && { search: t('search') })}
          {...(shelf.kinds && { defs: [{ kind: 'choice', key: 'kind', label: t('kind'), options: shelf.kinds.map((each) => ({ value: each, label: t(`kinds.${each}`) })) }] })}
          {...(!shelf.plain && { activate: (entry: Entry, active: boolean) => shelf.update(entry, { active }) })}
          remove={shelf.remove}
          restore={shelf.restore}
          empty={<Empty icon={BookMarked} title={t('none')}>{t(`help.${shelf.key}`)}</Empty>}
        />
      </div>
      {opened && <EntrySheet shelf={shelf} id={opened} onClose={close} writes={writes} />}
    </div>
  )
}
