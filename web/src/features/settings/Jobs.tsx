import { dismissJob, retryJob } from '@fettle/client'
import type { BackgroundJob } from '@fettle/client'
import { listJobsInfiniteOptions } from '@fettle/client/queries'
import { CircleCheck, RefreshCw } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { moment, relative } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { Badge, type Tone } from '@/ui/badge'
import { Button } from '@/ui/button'
import { FilterBar, useFilters } from '@/ui/filters'
import { Confirm } from '@/ui/overlay'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { JobSheet } from './jobs/JobSheet'
import { useJobName } from './jobs/names'
import { useOpened } from './lib/opened'
import { SettingsPage } from './SettingsPage'

const STATES = ['failed', 'waiting', 'running'] as const
export const TONES: Record<(typeof STATES)[number], Tone> = { failed: 'bad', waiting: 'info', running: 'warn' }

/** Work in the background that did not succeed; what waits and runs when asked for. */
export default function Jobs() {
  const { t } = useTranslation('operations')
  const { may } = useAccount()
  const [filters, setFilters] = useFilters()
  const { opened, open, close } = useOpened()
  const [dismissing, setDismissing] = useState<BackgroundJob>()
  const name = useJobName()
  const pages = usePages<BackgroundJob>(listJobsInfiniteOptions({ query: { state: filters.state ?? ['failed'], limit: 100 } as never }))
  const retry = useAct({ do: ({ id }: BackgroundJob) => retryJob({ path: { job_id: id } }), touches: ['Job'], done: t('jobs.retried'), then: close })
  const dismiss = useAct({
    do: ({ id }: BackgroundJob) => dismissJob({ path: { job_id: id } }),
    touches: ['Job'],
    done: t('jobs.dismissed'),
    then: () => {
      setDismissing(undefined)
      close()
    },
  })
  const writes = may('jobs:write')
  const columns = useMemo<Column<BackgroundJob>[]>(
    () => [
      { id: 'name', header: t('jobs.name'), width: 250, phone: 'title', cell: (job) => <span className="font-medium" title={job.name}>{name(job.name)}</span> },
      { id: 'failure', header: t('jobs.failure'), grow: true, phone: 'below', cell: ({ failure }) => <span title={failure ?? ''}>{failure}</span> },
      { id: 'attempts', header: t('jobs.attempts'), width: 90, align: 'end', cell: ({ attempts }) => attempts },
      { id: 'when', header: t('jobs.when'), width: 150, phone: 'below', cell: ({ failedAt, startedAt, dueAt, enqueuedAt }) => <Moment at={failedAt ?? startedAt ?? dueAt ?? enqueuedAt} /> },
      { id: 'state', header: t('jobs.state'), width: 110, phone: 'edge', cell: ({ state }) => <Badge tone={TONES[state]}>{t(`jobs.is.${state}`)}</Badge> },
      {
        id: 'verbs',
        header: '',
        width: 190,
        phone: 'edge',
        cell: (job) =>
          writes &&
          job.state === 'failed' && (
            <span className="flex justify-end gap-1">
              <Button size="sm" icon={RefreshCw} onClick={() => retry.mutate(job)}>{t('jobs.retry')}</Button>
              <Button size="sm" look="quiet" onClick={() => setDismissing(job)}>{t('jobs.dismiss')}</Button>
            </span>
          ),
      },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the act is made anew by every render and does the same
    [t, writes, name],
  )
  return (
    <SettingsPage title={t('jobs.title')} fills>
      <div className="flex h-full flex-col">
        <div className="px-4 pt-3 sm:px-6">
          <FilterBar
            defs={[{ kind: 'choice', key: 'state', label: t('jobs.state'), options: STATES.map((state) => ({ value: state, label: t(`jobs.is.${state}`) })) }]}
            value={filters}
            onChange={setFilters}
            pinned={['state']}
          />
        </div>
        <div className="min-h-0 flex-1">
          <DataTable
            label={t('jobs.title')}
            columns={columns}
            pages={pages}
            onOpen={({ id }) => open(id)}
            empty={<Empty icon={CircleCheck} title={filters.state ? t('jobs.noneSuch') : t('jobs.none')}>{!filters.state && t('jobs.noneHelp')}</Empty>}
          />
        </div>
      </div>
      {opened && <JobSheet id={opened} onClose={close} {...(writes && { onRetry: (job: BackgroundJob) => retry.mutate(job), onDismiss: setDismissing })} />}
      <Confirm open={!!dismissing} onClose={() => setDismissing(undefined)} title={t('jobs.dismissTitle')} verb={t('jobs.dismiss')} dangerous busy={dismiss.isPending} onConfirm={() => dismissing && dismiss.mutate(dismissing)}>
        {t('jobs.dismissHelp')}
      </Confirm>
    </SettingsPage>
  )
}

function Moment({ at }: { at: string }) {
  return <time dateTime={at} title={moment(at)}>{relative(at)}</time>
}
