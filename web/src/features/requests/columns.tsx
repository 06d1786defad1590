import type { WorkRequestRow } from '@fettle/client'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { relative } from '@/lib/format'
import { Badge, PriorityMark, type Tone } from '@/ui/badge'
import type { FilterDef } from '@/ui/filters'
import type { Column } from '@/ui/table'

export const STATE_TONES: Record<WorkRequestRow['status'], Tone> = { new: 'violet', approved: 'good', declined: 'bad', duplicate: 'quiet' }
const SOURCES = ['staff', 'requester', 'portal', 'email', 'open311', 'import', 'api'] as const

export function useRequestColumns(all: boolean): Column<WorkRequestRow>[] {
  const { t } = useTranslation('requests')
  return useMemo(
    () => [
      {
        id: 'title',
        header: t('field.title'),
        cell: (row) => (
          <span title={row.title}>
            {row.title} <span className="text-xs text-muted">{row.siteName}</span>
          </span>
        ),
        width: 180,
        grow: true,
        always: true,
        phone: 'title',
      },
      { id: 'reported', header: t('field.reported'), cell: (row) => <span className="text-muted">{relative(row.reportedAt)}</span>, width: 104, phone: 'below' },
      {
        id: 'status',
        header: all ? t('field.state') : t('field.priority'),
        cell: (row) => (row.status === 'new' ? <PriorityMark priority={row.priority} /> : <Badge tone={STATE_TONES[row.status]}>{t(`state.${row.status}`)}</Badge>),
        width: all ? 96 : 72,
        phone: 'edge',
      },
    ],
    [t, all],
  )
}

export function useRequestFilters(): FilterDef[] {
  const { t } = useTranslation('requests')
  return useMemo(
    () => [
      { kind: 'record', key: 'siteId', label: t('field.site'), record: 'site' },
      { kind: 'choice', key: 'source', label: t('field.source'), options: SOURCES.map((value) => ({ value, label: t(`source.${value}`) })) },
      { kind: 'flag', key: 'mine', label: t('field.mine') },
      { kind: 'flag', key: 'deleted', label: t('field.deleted') },
    ],
    [t],
  )
}
