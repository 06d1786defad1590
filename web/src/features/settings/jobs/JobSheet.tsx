import type { BackgroundJob } from '@fettle/client'
import { getJobOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { exactly } from '@/lib/format'
import { Button } from '@/ui/button'
import { Facts } from '@/ui/page'
import { Sheet } from '../lib/Sheet'
import { useJobName } from './names'

interface Props {
  id: string
  onClose: () => void
  onRetry?: (job: BackgroundJob) => void
  onDismiss?: (job: BackgroundJob) => void
}

/** A job with the whole of its last failure. */
export function JobSheet({ id, onClose, onRetry, onDismiss }: Props) {
  const { t } = useTranslation('operations')
  const query = useQuery(getJobOptions({ path: { job_id: id } }))
  const name = useJobName()
  const at = (moment: string | null) => moment && exactly(moment)
  return (
    <Sheet<BackgroundJob> title={query.data ? name(query.data.name) : t('jobs.title')} about={query.data?.name} size="lg" onClose={onClose} query={query}>
      {(job) =>
        job && (
          <div className="flex flex-col gap-5">
            <Facts
              wide
              facts={[
                { label: t('jobs.state'), value: t(`jobs.is.${job.state}`) },
                { label: t('jobs.attempts'), value: String(job.attempts) },
                { label: t('jobs.enqueued'), value: at(job.enqueuedAt) },
                { label: t('jobs.started'), value: at(job.startedAt) },
                { label: t('jobs.failed'), value: at(job.failedAt) },
                { label: t('jobs.due'), value: job.state === 'waiting' ? at(job.dueAt) : null },
                { label: t('jobs.id'), value: <span className="font-mono text-sm">{job.id}</span> },
              ]}
            />
            {job.failure && (
              <section>
                <h3 className="mb-1 text-base">{t('jobs.failure')}</h3>
                <pre className="max-h-96 overflow-auto rounded-md border bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap" tabIndex={0}>{job.failure}</pre>
              </section>
            )}
            {job.state === 'failed' && onRetry && (
              <div className="flex flex-wrap justify-end gap-2">
                <Button look="danger" onClick={() => onDismiss?.(job)}>{t('jobs.dismiss')}</Button>
                <Button look="primary" icon={RefreshCw} onClick={() => onRetry(job)}>{t('jobs.retry')}</Button>
              </div>
            )}
          </div>
        )
      }
    </Sheet>
  )
}
