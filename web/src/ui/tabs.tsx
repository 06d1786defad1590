import clsx from 'clsx'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export interface Tab {
  label: ReactNode
  to: LinkProps['to']
  params?: Record<string, string>
  search?: Record<string, unknown>
  count?: ReactNode
  /** Only this very address, not what lies below it. */
  exact?: boolean
  /** Whether this is where one is, when the address alone does not tell: the first tab needs no search words. */
  current?: boolean
}

const HERE = { className: 'border-accent text-ink', 'aria-current': 'page' } as const
const ELSEWHERE = { className: 'border-transparent text-muted hover:text-ink' }

/** Parts of a screen, each with an address of its own, so that links and the back button work. */
export function Tabs({ tabs, label }: { tabs: Tab[]; label: string }) {
  return (
    <nav aria-label={label} className="no-print -mb-px flex gap-1 overflow-x-auto">
      {tabs.map(({ label: name, to, params, search, count, exact, current }, at) => (
        <Link
          key={at}
          to={to as never}
          params={params as never}
          search={search as never}
          activeOptions={{ exact: exact ?? current !== undefined, includeSearch: search !== undefined }}
          className="flex h-9 items-center gap-1.5 border-b-2 px-2.5 font-medium whitespace-nowrap pointer-coarse:h-11"
          activeProps={current === false ? ELSEWHERE : HERE}
          inactiveProps={current ? HERE : ELSEWHERE}
        >
          {name}
          {count !== undefined && <span className="text-xs text-muted">{count}</span>}
        </Link>
      ))}
    </nav>
  )
}

/** A choice between a few ways to see the same thing. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: T
  options: Array<{ value: T; label: string; icon?: ReactNode }>
  onChange: (value: T) => void
}) {
  return (
    <div role="radiogroup" aria-label={label} className="inline-flex rounded-md border border-edge bg-raised p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
            if (!step) return
            event.preventDefault()
            const at = options.findIndex((each) => each.value === value)
            onChange(options[(at + step + options.length) % options.length]!.value)
            const next = event.currentTarget.parentElement?.children[(at + step + options.length) % options.length]
            if (next instanceof HTMLElement) next.focus()
          }}
          className={clsx(
            'flex h-6.5 items-center gap-1.5 rounded-sm px-2 text-sm font-medium pointer-coarse:h-10',
            option.value === value ? 'bg-accent-soft text-accent' : 'text-muted hover:text-ink',
          )}
        >
          {option.icon}
          {option.label}
        </button>
      ))}
    </div>
  )
}
