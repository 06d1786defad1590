import type { WorkOrderPatch, WorkOrderRow } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, hours, moment, relative } from '@/lib/format'
import { usePhone } from '@/lib/screen'
import { PriorityMark, StatusBadge, Who } from '@/ui/badge'
import type { Column } from '@/ui/table'
import { EditCell } from './EditCell'
import { PickMoment, PickPriority, PickRecord } from './editors'
import type { Row } from './rows'
import type { RowEdit } from './useRowEdit'

const ENDED = new Set(['closed', 'cancelled', 'skipped'])

/** The columns of the table; with `edit` their cells can be changed in place. */
export function useWorkOrderColumns(given: ((edit: RowEdit) => void) | undefined): Column<Row>[] {
  const { t, i18n } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const phone = usePhone()
  // A card is opened to be changed; fields in it would be too small to hit.
  const edit = phone ? undefined : given
  return useMemo(() => {
    const editable = (row: WorkOrderRow) => edit && !ENDED.has(row.status)
    const cell = (row: Row, name: string, label: string, shown: ReactNode, editor: (save: (change: WorkOrderPatch, shown?: Partial<WorkOrderRow>) => void) => ReactNode) =>
      editable(row) ? (
        <EditCell
          name={name}
          label={t('list.change', { what: label })}
          editor={(close) =>
            editor((change, names) => {
              close()
              edit!({ row, change, ...(names && { shown: names }) })
            })
          }
        >
          {shown}
        </EditCell>
      ) : (
        shown
      )
    const made: Array<Column<Row> | false> = [
      { id: 'number', header: t('list.number'), width: 104, sort: 'number', always: true, cell: ({ number }) => <span className="text-muted tabular-nums">WO-{number}</span>, phone: 'below' },
      {
        id: 'title', header: t('list.titleColumn'), width: 200, grow: true, always: true, phone: 'title',
        cell: (row) => (
          <Link to={'/work-orders/$workOrderId' as never} params={{ workOrderId: row.id } as never} tabIndex={-1} title={row.title} className="font-medium hover:underline">
            {row.title}
          </Link>
        ),
      },
      { id: 'status', header: t('list.status'), width: 116, sort: 'status', cell: ({ status }) => <StatusBadge status={status} />, phone: 'edge' },
      {
        id: 'priority', header: t('list.priority'), width: 100, sort: 'priority', phone: 'below',
        cell: (row) => cell(row, 'priority', t('list.priority'), <PriorityMark priority={row.priority} words={!phone} />, (save) => <PickPriority value={row.priority} onPick={(priority) => save({ priority })} />),
      },
      {
        id: 'assignee', header: t('list.assignee'), width: 152, phone: 'below',
        cell: (row) =>
          may('staff:read')
            ? cell(row, 'assignee', t('list.assignee'), <Who name={row.assigneeName} />, (save) => (
                <PickRecord kind="staff" label={t('list.assignee')} none={t('common:nobody')} value={row.assigneeId} onPick={(assigneeId, assigneeName) => save({ assigneeId }, { assigneeName })} />
              ))
            : <Who name={row.assigneeName} />,
      },
      !household && {
        id: 'crew', header: t('filter.crew'), width: 118,
        cell: (row) =>
          may('staff:read')
            ? cell(row, 'crew', t('filter.crew'), row.crewName ?? <span className="text-muted">–</span>, (save) => (
                <PickRecord kind="crew" label={t('filter.crew')} none={t('common:none')} value={row.crewId} onPick={(crewId, crewName) => save({ crewId }, { crewName })} />
              ))
            : (row.crewName ?? ''),
      },
      {
        id: 'due', header: t('list.due'), width: 112, sort: 'dueAt', phone: 'below',
        cell: (row) => cell(row, 'due', t('list.due'), <Due row={row} />, (save) => <PickMoment label={t('list.due')} value={row.dueAt} onPick={(dueAt) => save({ dueAt })} />),
      },
      {
        id: 'scheduled', header: t('list.scheduled'), width: 136, sort: 'scheduledStart',
        cell: (row) =>
          cell(row, 'schedule', t('list.scheduled'), row.scheduledStart ? <span title={moment(row.scheduledStart)}>{shortly(row.scheduledStart)}</span> : <span className="text-muted">–</span>, (save) => (
            <PickMoment label={t('list.scheduled')} at="08:00" value={row.scheduledStart} onPick={(scheduledStart) => save({ scheduledStart })} />
          )),
      },
      { id: 'site', header: t('filter.site'), width: 130, cell: ({ siteName, locationName }) => <span title={[siteName, locationName].filter(Boolean).join(' · ')}>{siteName}</span> },
      { id: 'location', header: t('filter.location'), width: 150, hidden: true, cell: ({ locationName }) => locationName },
      {
        id: 'asset', header: t('filter.asset'), width: 170, hidden: true,
        cell: ({ assetId, assetName, assetCount = 0 }) =>
          assetId && (
            <>
              <Link to={'/assets/$assetId' as never} params={{ assetId } as never} tabIndex={-1} className="hover:underline">{assetName}</Link>
              {assetCount > 1 && <span className="text-muted"> {t('list.andMore', { count: assetCount - 1 })}</span>}
            </>
          ),
      },
      { id: 'kind', header: t('list.kind'), width: 110, hidden: true, cell: ({ kind }) => t(`common:kind.${kind}`) },
      { id: 'reference', header: t('list.reference'), width: 130, hidden: true, cell: ({ reference }) => reference },
      { id: 'reported', header: t('list.reported'), width: 110, hidden: true, sort: 'createdAt', cell: ({ reportedAt }) => <span title={moment(reportedAt)}>{day(reportedAt)}</span> },
      { id: 'started', header: t('list.started'), width: 110, hidden: true, cell: ({ startedAt }) => <span title={moment(startedAt)}>{day(startedAt)}</span> },
      { id: 'completed', header: t('list.completed'), width: 110, hidden: true, cell: ({ completedAt }) => <span title={moment(completedAt)}>{day(completedAt)}</span> },
      { id: 'estimate', header: t('list.estimate'), width: 96, align: 'end', hidden: true, cell: ({ estimatedHours }) => hours(estimatedHours) },
      { id: 'updated', header: t('list.updated'), width: 120, hidden: true, sort: 'updatedAt', cell: ({ updatedAt }) => <span title={moment(updatedAt)}>{relative(updatedAt)}</span> },
    ]
    return made.filter((column): column is Column<Row> => !!column)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- words depend on the language
  }, [t, i18n.language, edit, may, household, phone])
}

/** With the time while it is this year; what is further away has room for the year alone. */
const shortly = (at: string) => (day(at) === day(at, { year: false }) ? moment(at) : day(at))

const SOON = 7 * 86_400_000

/** When it is due: near days relative to now, others by date; late ones stand out by word and colour. */
export function Due({ row }: { row: Pick<WorkOrderRow, 'dueAt' | 'overdue'> }) {
  const { t } = useTranslation('workOrders')
  if (!row.dueAt) return <span className="text-muted">–</span>
  const near = row.overdue || Math.abs(Date.parse(row.dueAt) - Date.now()) < SOON
  return (
    <span title={moment(row.dueAt)} className={clsx(row.overdue && 'font-medium text-bad')}>
      {near ? relative(row.dueAt) : day(row.dueAt)}
      {row.overdue && <span className="sr-only">, {t('filter.overdue')}</span>}
    </span>
  )
}
