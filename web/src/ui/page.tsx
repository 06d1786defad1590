import clsx from 'clsx'
import { type ReactNode, useEffect } from 'react'

interface PageProps {
  title: string
  /** Stands in the heading instead of the title's text, such as the title to be changed in place. */
  heading?: ReactNode
  /** A number beside the title. */
  count?: string
  /** Above the title: where this stands. */
  above?: ReactNode
  /** Beside the title: badges. */
  beside?: ReactNode
  actions?: ReactNode
  /** Under the title: tabs, filters. */
  under?: ReactNode
  children: ReactNode
  /** The content fills the window's height and scrolls within itself (tables, boards, maps). */
  fills?: boolean
}

/** One screen: its heading, what can be done, and its content. Sets the window's title. */
export function Page({ title, heading, count, above, beside, actions, under, children, fills = false }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Fettle`
  }, [title])
  return (
    <div className={clsx('flex min-w-0 flex-col', fills ? 'h-full' : 'min-h-full')}>
      <header className="border-b bg-paper px-4 pt-3 sm:px-6">
        {above && <div className="mb-1 text-sm text-muted">{above}</div>}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-3">
          <h1 className="min-w-0 break-words">{heading ?? title}</h1>
          {count !== undefined && <span className="text-muted">{count}</span>}
          {beside}
          <div className="no-print ml-auto flex flex-wrap items-center gap-2">{actions}</div>
        </div>
        {under}
      </header>
      <div className={clsx('min-w-0 flex-1', fills ? 'min-h-0' : 'px-4 py-4 sm:px-6')}>{children}</div>
    </div>
  )
}

/** A part of a screen under a heading of its own. */
export function Panel({
  title,
  actions,
  children,
  className,
  flush = false,
}: {
  title?: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string
  /** The content brings its own padding, as tables do. */
  flush?: boolean
}) {
  return (
    <section className={clsx('min-w-0 rounded-lg border bg-raised', className)}>
      {(title || actions) && (
        <div className="flex min-h-10 flex-wrap items-center gap-2 border-b px-4 py-1.5">
          {title && <h2 className="text-base">{title}</h2>}
          <div className="ml-auto flex items-center gap-1">{actions}</div>
        </div>
      )}
      <div className={clsx(!flush && 'p-4')}>{children}</div>
    </section>
  )
}

export interface Fact {
  label: string
  value: ReactNode
}

/** Names and values of a record. Empty values are left out, unless `all`. */
export function Facts({ facts, all = false, wide = false }: { facts: Array<Fact | false>; all?: boolean; wide?: boolean }) {
  const shown = facts.filter((fact): fact is Fact => !!fact && (all || (fact.value !== null && fact.value !== undefined && fact.value !== '')))
  return (
    <dl className={clsx('grid gap-x-6 gap-y-3', wide && 'sm:grid-cols-2 xl:grid-cols-3')}>
      {shown.map(({ label, value }) => (
        <div key={label} className="min-w-0">
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value || '–'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A figure with its name, unit and period; a link to the records behind it, where there is one. */
export function Figure({ label, value, note, tone }: { label: string; value: ReactNode; note?: ReactNode; tone?: 'bad' | 'good' }) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-muted">{label}</p>
      <p className={clsx('text-2xl font-semibold tracking-tight', tone === 'bad' && 'text-bad', tone === 'good' && 'text-good')}>{value}</p>
      {note && <p className="text-xs text-muted">{note}</p>}
    </div>
  )
}
