import { CalendarDays, CheckCheck, Download, NotebookPen, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { download } from '@/lib/download'
import { localDay } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { FilterBar, type FilterDef, useFilters } from '@/ui/filters'
import { Menu } from '@/ui/overlay'
import { Page } from '@/ui/page'
import { Empty } from '@/ui/states'
import { ColumnMenu, DataTable, useColumns } from '@/ui/table'
import { Segments } from '@/ui/tabs'
import { CloseReviewed } from './CloseReviewed'
import { useLogColumns } from './columns'
import { type By, type Row } from './entries'
import { EntrySheet } from './EntrySheet'
import { GroupHead } from './GroupHead'
import { exportPath, periodOf, queryOf } from './query'
import { TotalsLine } from './TotalsLine'
import { useEntries } from './useEntries'
import { useToReview } from './useToReview'
import { useWorkOrders } from './useWorkOrders'
import { WorkOrders } from './WorkOrders'

const GROUPS: readonly By[] = ['day', 'person', 'workOrder']
const none: ReadonlySet<string> = new Set()

/** The log for the supervisor's eyes: what was used, by day, person or work order; corrected, exported, closed. */
export default function Review() {
  const { t } = useTranslation('logs')
  const { may } = useAccount()
  const [filters, setFilters] = useFilters()
  const by = GROUPS.find((each) => each === filters.by) ?? 'day'
  const review = filters.review === true
  const toReview = useToReview(review)
  const query = { ...queryOf(filters), ...(toReview && { workOrderId: toReview }) }
  const nothingToDo = review && toReview?.length === 0
  const pages = useEntries(by, query, !review || !!toReview?.length)
  const workOrders = useWorkOrders(pages.rows.flatMap(({ entry }) => entry?.workOrderId ?? []))
  const columns = useColumns(`logs.${by}`, useLogColumns(by))
  const [selected, setSelected] = useState(none)
  const [closing, setClosing] = useState(false)
  const save = useAct({ do: () => download(exportPath(query), `${t('export.file')}-${localDay(new Date())}.csv`), touches: [], done: t('export.done') })
  const defs = useDefs()
  const chosen = [...new Set(pages.rows.flatMap(({ id, entry }) => (entry && selected.has(id) ? entry.workOrderId : [])))]
  const reviewed = chosen.flatMap((id) => workOrders.get(id) ?? [])
  const open = ({ entry, group, more }: Row) => {
    if (entry) setFilters({ entry: entry.id })
    else if (more && by === 'person' && group) setFilters({ by: 'day', staffId: [group] })
  }
  return (
    <Page
      fills
      title={t('title')}
      actions={
        <>
          <Segments<By> label={t('by.title')} value={by} onChange={(next) => (setSelected(none), setFilters({ by: next === 'day' ? undefined : next }))} options={GROUPS.map((value) => ({ value, label: t(`by.${value}`) }))} />
          <Button icon={Download} busy={save.isPending} onClick={() => save.mutate()}>
            {t('export.verb')}
          </Button>
        </>
      }
      under={
        <>
          <FilterBar defs={defs} value={filters} onChange={setFilters} pinned={['performed', 'staffId']}>
            {!review && (
              <Button look="quiet" icon={CheckCheck} onClick={() => setFilters({ review: true, by: 'workOrder' })}>
                {t('filter.review')}
              </Button>
            )}
            <Menu
              trigger={
                <Button look="quiet" icon={CalendarDays}>
                  {t('period.title')}
                </Button>
              }
              items={(['thisWeek', 'lastWeek', 'thisMonth', 'lastMonth'] as const).map((name) => ({ label: t(`period.${name}`), onSelect: () => setFilters(periodOf(name, localDay(new Date()))) }))}
            />
            <ColumnMenu columns={columns} />
          </FilterBar>
          {selected.size > 0 ? (
            <div role="toolbar" aria-label={t('selected', { count: selected.size })} className="flex min-h-8 flex-wrap items-center gap-2 pb-2">
              <span className="font-medium">{t('selected', { count: selected.size })}</span>
              {may('work_orders:close') && (
                <Button size="sm" icon={CheckCheck} disabled={reviewed.length === 0} onClick={() => setClosing(true)}>
                  {t('close.openMany', { count: chosen.length })}
                </Button>
              )}
              <Button size="sm" look="quiet" icon={X} onClick={() => setSelected(none)}>
                {t('deselect')}
              </Button>
            </div>
          ) : (
            !nothingToDo && <TotalsLine query={query} />
          )}
        </>
      }
    >
      <WorkOrders value={workOrders}>
        {nothingToDo ? <Empty icon={CheckCheck} title={t('empty.reviewed')}>{t('empty.reviewedHelp')}</Empty> : <DataTable
          label={t('title')}
          columns={columns.shown}
          pages={pages}
          selected={selected}
          onSelect={setSelected}
          onOpen={open}
          groupOf={(row) => ({ key: row.group, label: <GroupHead row={row} by={by} query={query} /> })}
          tone={({ entry }) => (entry?.reversedById ? 'text-muted line-through' : undefined)}
          empty={
            Object.keys(query).length ? (
              <Empty title={t('empty.filtered')}>{t('empty.filteredHelp')}</Empty>
            ) : (
              <Empty icon={NotebookPen} title={t('empty.title')}>
                {t('empty.help')}
              </Empty>
            )
          }
        />}
      </WorkOrders>
      {typeof filters.entry === 'string' && <EntrySheet id={filters.entry} onClose={() => setFilters({ entry: undefined })} onGo={(entry) => setFilters({ entry })} />}
      {closing && <CloseReviewed workOrders={reviewed} onClose={() => setClosing(false)} onDone={() => setSelected(none)} />}
    </Page>
  )
}

function useDefs(): FilterDef[] {
  const { t } = useTranslation('logs')
  const { household } = useAccount()
  return [
    { key: 'review', kind: 'flag', label: t('filter.review') },
    { key: 'performed', kind: 'days', label: t('column.day') },
    { key: 'staffId', kind: 'record', record: 'staff', label: t('column.who') },
    { key: 'siteId', kind: 'record', record: 'site', label: t('filter.site') },
    { key: 'workOrderId', kind: 'record', record: 'workOrder', label: t('column.workOrder') },
    { key: 'assetId', kind: 'record', record: 'asset', label: t('line.asset') },
    { key: 'kind', kind: 'choice', label: t('line.kind'), options: (['labour', 'material', 'equipment', 'contract', 'other'] as const).map((value) => ({ value, label: t(`common:lineKind.${value}`) })) },
    ...(household ? [] : [{ key: 'glCodeId', kind: 'record', record: 'glCode', label: t('line.glCode') } as const]),
    {
      key: 'reversed',
      kind: 'choice',
      label: t('filter.reversed'),
      options: [
        { value: 'false', label: t('filter.stands') },
        { value: 'true', label: t('filter.takenBack') },
      ],
    },
  ]
}
