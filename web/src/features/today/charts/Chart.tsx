import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/page'
import { Failed, Skeleton } from '@/ui/states'

interface Props<Data> {
  title: string
  /** The same figure with all its cuts and filters. */
  to: string
  search: Record<string, string>
  query: { data: Data | undefined; isError: boolean; error: unknown; refetch: () => unknown }
  isEmpty: (data: Data) => boolean
  children: (data: Data) => ReactNode
  className?: string
}

/** A chart in its frame, as tall while it is read as when it is there. */
export function Chart<Data>({ title, to, search, query, isEmpty, children, className }: Props<Data>) {
  const { t } = useTranslation('today')
  const { data } = query
  return (
    <Panel
      title={title}
      {...(className && { className })}
      actions={
        <Link to={to as never} search={search as never} className="link px-1 text-sm">
          {t('charts.more')}
          <span className="sr-only">: {title}</span>
        </Link>
      }
    >
      <div className="min-h-60">
        {data === undefined && !query.isError && <Skeleton className="h-56 w-full" />}
        {data === undefined && query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
        {data !== undefined && (isEmpty(data) ? <p className="grid h-56 place-items-center text-center text-muted">{t('charts.none')}</p> : children(data))}
      </div>
    </Panel>
  )
}
