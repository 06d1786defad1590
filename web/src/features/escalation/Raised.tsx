import { listEscalationsInfiniteOptions } from '@fettle/client/queries'
import type { EscalationLine } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { Siren } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { moment } from '@/lib/format'
import { usePages } from '@/lib/query'
import { Button } from '@/ui/button'
import { Empty, Failed, Loading } from '@/ui/states'

/** What was raised, the newest first. */
export function Raised() {
  const { t } = useTranslation('escalation')
  const { rows, query } = usePages<EscalationLine>(listEscalationsInfiniteOptions({ query: {} }))
  if (query.isPending) return <Loading />
  if (query.isError && rows.length === 0) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (rows.length === 0) return <Empty icon={Siren} title={t('noneRaised')} />
  return (
    <div className="max-w-3xl">
      <ul className="divide-y overflow-hidden rounded-lg border bg-raised">
        {rows.map((line) => (
          <li key={line.id} className="px-4 py-2.5">
            <p className="flex flex-wrap gap-x-2">
              <Link to="/work-orders/$workOrderId" params={{ workOrderId: line.workOrderId }} className="link min-w-0 break-words">
                WO-{line.workOrderNumber} {line.workOrderTitle}
              </Link>
              <span className="ml-auto text-sm text-muted">{moment(line.createdAt)}</span>
            </p>
            <p className="text-sm text-muted">
              {t('level', { rule: line.ruleName, level: line.level })} · {line.message}
            </p>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common:more')}
        </Button>
      )}
    </div>
  )
}
