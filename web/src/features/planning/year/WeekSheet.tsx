import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { day, hours } from '@/lib/format'
import { Badge } from '@/ui/badge'
import { Dialog } from '@/ui/overlay'
import { weekWords } from './Heat'
import type { Job } from './weeks'

interface Props {
  week: string
  /** Of what row; all of the week when absent. */
  name?: string | undefined
  jobs: Job[]
  onClose: () => void
}

/** What one week asks for, day by day. */
export function WeekSheet({ week, name, jobs, onClose }: Props) {
  const { t } = useTranslation('plans')
  const sum = jobs.reduce((all, job) => all + (job.hours ?? 0), 0)
  const unestimated = jobs.filter((job) => job.hours === null).length
  const days = [...new Set(jobs.map(({ on }) => on))]
  return (
    <Dialog
      open
      side
      onClose={onClose}
      title={weekWords(week)}
      about={[name, t('year.jobs', { count: jobs.length }), hours(sum), unestimated > 0 && t('year.unestimated', { count: unestimated })].filter(Boolean).join(' · ')}
    >
      {jobs.length === 0 && <p className="text-muted">{t('year.idle')}</p>}
      <div className="flex flex-col gap-4">
        {days.map((on) => (
          <section key={on}>
            <h3 className="mb-1 text-sm text-muted">{day(on, { weekday: true })}</h3>
            <ul className="divide-y rounded-md border">
              {jobs
                .filter((job) => job.on === on)
                .map((job) => (
                  <li key={job.key} className="flex items-start gap-2 px-3 py-2">
                    <span className="min-w-0 flex-1">
                      <span className="block break-words">{job.title}</span>
                      <span className="flex flex-wrap gap-x-3 text-sm text-muted">
                        <Link to="/plans/$planId" params={{ planId: job.planId }} className="link">
                          {job.planName}
                        </Link>
                        {job.workOrderId && (
                          <Link to="/work-orders/$workOrderId" params={{ workOrderId: job.workOrderId }} className="link">
                            WO-{job.number}
                          </Link>
                        )}
                        {[job.siteName, job.assigneeName ?? job.crewName].filter(Boolean).map((words) => (
                          <span key={words}>{words}</span>
                        ))}
                      </span>
                    </span>
                    {job.late && <Badge tone="bad">{t('year.late')}</Badge>}
                    <span className="shrink-0 text-sm tabular-nums">{job.hours === null ? <span className="text-muted">{t('year.noEstimate')}</span> : hours(job.hours)}</span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
