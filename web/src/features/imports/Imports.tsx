import type { Import } from '@fettle/client'
import { listEventsOptions, listImportsInfiniteOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { FileInput, Lock, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { SettingsPage } from '@/features/settings/SettingsPage'
import { count, moment, size } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { usePages } from '@/lib/query'
import { buttonClass } from '@/ui/button'
import { Empty } from '@/ui/states'
import { type Column, ColumnMenu, DataTable, useColumns } from '@/ui/table'
import { StateBadge } from './StateBadge'

/** Who began each import, by its id, for those who may read the audit trail: imports themselves do not say. */
function useStarters(): (importId: string) => string | undefined {
  const { may } = useAccount()
  const personName = usePersonName()
  const { data } = useQuery({ ...listEventsOptions({ query: { type: ['import.created'], limit: 200 } }), enabled: may('audit:read') })
  const by = useMemo(() => new Map((data?.data ?? []).map(({ entityId, actorUserId }) => [entityId, actorUserId])), [data])
  return (importId) => personName(by.get(importId))
}

/** All imports, the newest first. */
export default function Imports() {
  const { t } = useTranslation('imports')
  const { may } = useAccount()
  const navigate = useNavigate()
  const starter = useStarters()
  const pages = usePages<Import>(listImportsInfiniteOptions({ query: {} }), { enabled: may('imports:run') })
  const create = (
    <Link to="/settings/imports/new" className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      {t('new')}
    </Link>
  )
  const columns: Column<Import>[] = [
    {
      id: 'file', header: t('column.file'), width: 200, grow: true, always: true, phone: 'title',
      cell: ({ id, fileName }) => <Link to="/settings/imports/$importId" params={{ importId: id }} className="font-medium hover:underline" title={fileName}>{fileName}</Link>,
    },
    { id: 'kind', header: t('column.kind'), width: 130, phone: 'below', cell: ({ entity }) => t(`entity.${entity}`) },
    { id: 'state', header: t('column.state'), width: 150, phone: 'edge', cell: (run) => <StateBadge run={run} /> },
    { id: 'rows', header: t('column.rows'), width: 80, align: 'end', phone: 'below', cell: ({ counts }) => count(counts.read ?? 0) },
    { id: 'kept', header: t('column.quarantined'), width: 90, align: 'end', cell: ({ counts }) => <span className={counts.quarantined ? 'text-bad' : ''}>{count(counts.quarantined ?? 0)}</span> },
    { id: 'warnings', header: t('column.warnings'), width: 90, align: 'end', cell: ({ warnings }) => count(warnings) },
    { id: 'size', header: t('column.size'), width: 90, hidden: true, align: 'end', cell: ({ fileBytes }) => size(fileBytes) },
    { id: 'who', header: t('column.who'), width: 140, cell: ({ id }) => starter(id) ?? '–' },
    { id: 'when', header: t('column.when'), width: 150, phone: 'below', cell: ({ createdAt }) => moment(createdAt) },
  ]
  const choice = useColumns('imports', columns)
  if (!may('imports:run')) return <SettingsPage title={t('title')}><Empty icon={Lock} title={t('common:problem.forbidden')}>{t('needs')}</Empty></SettingsPage>
  return (
    <SettingsPage
      title={t('title')}
      actions={
        pages.rows.length > 0 && (
          <>
            <ColumnMenu columns={choice} />
            {create}
          </>
        )
      }
      fills
    >
      <DataTable
        label={t('title')}
        columns={choice.shown}
        pages={pages}
        onOpen={({ id }) => void navigate({ to: '/settings/imports/$importId', params: { importId: id } })}
        empty={<Empty icon={FileInput} title={t('empty.title')} action={create}>{t('empty.about')}</Empty>}
      />
    </SettingsPage>
  )
}
