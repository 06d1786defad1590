/** What stands where nothing stands yet, nothing can stand, or something went wrong. */
import clsx from 'clsx'
import { CloudOff, Lock, type LucideIcon, SearchX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isStatus, Problem, Unreachable } from '@fettle/kit/problems'
import { Button } from './button'
import { reasonOf, titleOf } from './toast'

interface NoticeProps {
  icon?: LucideIcon
  title: string
  children?: ReactNode
  /** What to do next. */
  action?: ReactNode
  className?: string
}

/** A list without records, a result without hits: what it is for, and what to do next. */
export function Empty({ icon: Icon = SearchX, title, children, action, className }: NoticeProps) {
  return (
    <div className={clsx('mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-12 text-center', className)}>
      <Icon aria-hidden className="size-8 text-faint" strokeWidth={1.5} />
      <p className="text-lg font-semibold">{title}</p>
      {children && <div className="text-muted">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

/** What happened, how to try again, and the id under which the log knows it. */
export function Failed({ error, retry, className }: { error: unknown; retry?: () => void; className?: string }) {
  const { t } = useTranslation()
  if (isStatus(error, 403)) return <Empty icon={Lock} title={t('problem.forbidden')} className={className}>{error.detail}</Empty>
  if (isStatus(error, 404)) return <Empty title={t('problem.notFound')} className={className}>{t('problem.notFoundHelp')}</Empty>
  return (
    <div role="alert" className={className}>
      <Empty
        icon={error instanceof Unreachable ? CloudOff : TriangleAlert}
        title={titleOf(error)}
        action={retry && <Button onClick={retry}>{t('retry')}</Button>}
      >
        <p>{reasonOf(error)}</p>
        {error instanceof Problem && error.status < 500 && error.requestId && (
          <p className="mt-1 text-xs text-faint">{t('problem.requestId', { id: error.requestId })}</p>
        )}
      </Empty>
    </div>
  )
}

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-pulse rounded-sm bg-quiet-soft', className)} />
}

/** Grey lines in the place of what is being read. */
export function Loading({ lines = 6, className }: { lines?: number; className?: string }) {
  const { t } = useTranslation()
  return (
    <div role="status" className={clsx('flex flex-col gap-3 p-4', className)}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={clsx('h-4', ['w-3/4', 'w-full', 'w-5/6', 'w-2/3'][line % 4])} />
      ))}
    </div>
  )
}

interface ReadState {
  isPending: boolean
  isError: boolean
  error: unknown
  refetch: () => unknown
}

/** The states of one read: skeleton, error, and, when there is data, the children. */
export function Read<Data>({
  query,
  children,
  lines,
}: {
  query: ReadState & { data: Data | undefined }
  children: (data: Data) => ReactNode
  lines?: number
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  return <Loading lines={lines} />
}
