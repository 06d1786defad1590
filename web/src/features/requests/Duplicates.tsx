import { listLikelyDuplicatesOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { relative } from '@/lib/format'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { STATE_TONES } from './columns'

/** Requests that look like the same: same place, near in time and text. */
export function Duplicates({ id, onMerge }: { id: string; onMerge: (id: string) => void }) {
  const { t } = useTranslation('requests')
  const { data = [] } = useQuery(listLikelyDuplicatesOptions({ path: { request_id: id } }))
  if (data.length === 0) return null
  return (
    <section aria-label={t('likely.title')} className="mb-5 rounded-lg border border-warn bg-warn-soft p-3">
      <h3 className="mb-2 text-warn">{t('likely.title')}</h3>
      <ul className="flex flex-col gap-2">
        {data.map((likely) => (
          <li key={likely.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-raised px-3 py-2">
            <Link to="/requests/$requestId" params={{ requestId: likely.id }} search={true as never} className="link min-w-40 flex-1 break-words">
              {likely.title}
            </Link>
            <span className="text-sm text-muted">
              WR-{likely.number} · {relative(likely.reportedAt)}
            </span>
            <Badge tone={STATE_TONES[likely.status]}>{t(`state.${likely.status}`)}</Badge>
            <Button size="sm" onClick={() => onMerge(likely.id)}>
              {t('likely.merge')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
