import type { Import, ImportFault } from '@fettle/client'
import { listImportFaultsInfiniteOptions } from '@fettle/client/queries'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { download } from '@/lib/download'
import { useAct, usePages } from '@/lib/query'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { Segments } from '@/ui/tabs'
import { FaultRows } from './FaultRows'

const CHOICES = ['all', 'quarantined', 'warning'] as const

/** What was wrong with rows so far, to read here or to take along. */
export function FaultsPanel({ run }: { run: Import }) {
  const { t } = useTranslation('imports')
  const [search, setSearch] = useFilters()
  const severity = search.severity === 'quarantined' || search.severity === 'warning' ? search.severity : undefined
  const pages = usePages<ImportFault>({
    ...listImportFaultsInfiniteOptions({ path: { import_id: run.id }, query: { limit: 100, ...(severity && { severity }) } }),
    ...((run.status === 'running' || run.status === 'waiting') && { refetchInterval: 3000 }),
  })
  const save = useAct({ do: () => download(`/v1/imports/${run.id}/faults.csv${severity ? `?severity=${severity}` : ''}`, `${run.fileName}.faults.csv`), touches: [], done: t('faults.saved') })
  const { hasNextPage, fetchNextPage, isFetchingNextPage } = pages.query
  return (
    <Panel
      title={t('faults.title')}
      flush
      actions={
        <>
          <Segments label={t('faults.effect')} value={severity ?? 'all'} onChange={(next) => setSearch({ severity: next === 'all' ? undefined : next }, { replace: true })} options={CHOICES.map((value) => ({ value, label: value === 'all' ? t('common:all') : t(`severity.${value}`) }))} />
          <Button size="sm" icon={Download} busy={save.isPending} disabled={pages.rows.length === 0} onClick={() => save.mutate()}>CSV</Button>
        </>
      }
    >
      <Read query={pages.query}>
        {() =>
          pages.rows.length === 0 ? (
            <p className="p-4 text-muted">{run.status === 'done' ? t('faults.none') : t('faults.noneYet')}</p>
          ) : (
            <>
              <div className="overflow-x-auto" role="region" aria-label={t('faults.title')} tabIndex={0}><FaultRows faults={pages.rows} /></div>
              {hasNextPage && <div className="border-t p-2"><Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('faults.more')}</Button></div>}
            </>
          )
        }
      </Read>
    </Panel>
  )
}
