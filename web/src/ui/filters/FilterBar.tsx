import clsx from 'clsx'
import { ListFilter, Search, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { day, instantOf, localDay } from '@/lib/format'
import { useChoice } from '@/lib/records'
import { Button } from '../button'
import { Popover } from '../overlay'
import { RecordPicker } from '../picker'
import { type FilterDef, type Filters, fromKey, keysOf, toKey } from './filters'

interface Props {
  defs: FilterDef[]
  value: Filters
  onChange: (change: Filters, options?: { replace?: boolean }) => void
  /** Words to look for, kept under `q`; left out for lists that can't be searched. */
  search?: string
  /** At the end of the bar: columns, grouping, views. */
  children?: ReactNode
  /** Filters that stand in the bar even when they are not used. */
  pinned?: string[]
}

const isSet = (def: FilterDef, value: Filters) => keysOf([def]).some((key) => value[key] !== undefined)
const many = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : value ? [String(value)] : [])

/** One line of filters for a list: words, chips for what is set, a button for more. */
export function FilterBar({ defs, value, onChange, search, children, pinned = [] }: Props) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState<string>()
  const shown = defs.filter((def) => isSet(def, value) || pinned.includes(def.key) || def.key === adding)
  const rest = defs.filter((def) => !shown.includes(def))
  const anything = defs.some((def) => isSet(def, value)) || !!value.q
  return (
    <div role="search" aria-label={t('filter.title')} className="no-print flex flex-wrap items-center gap-1.5 pb-3">
      {search !== undefined && <SearchBox label={search} value={String(value.q ?? '')} onChange={(q) => onChange({ q: q || undefined }, { replace: true })} />}
      {shown.map((def) => (
        <Chip key={def.key} def={def} value={value} onChange={onChange} open={def.key === adding} onClosed={() => setAdding(undefined)} />
      ))}
      {rest.length > 0 && (
        <Popover
          label={t('filter.add')}
          trigger={
            <Button look="quiet" icon={ListFilter}>
              {t('filter.add')}
            </Button>
          }
        >
          {(close) => (
            <ul>
              {rest.map((def) => (
                <li key={def.key}>
                  <button
                    type="button"
                    className="flex h-8 w-full items-center rounded-md px-2 text-left hover:bg-hover pointer-coarse:h-11"
                    onClick={() => {
                      close()
                      if (def.kind === 'flag') onChange({ [def.key]: true })
                      else setAdding(def.key)
                    }}
                  >
                    {def.label}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Popover>
      )}
      {anything && (
        <Button look="quiet" onClick={() => onChange(Object.fromEntries(['q', ...keysOf(defs)].map((key) => [key, undefined])))}>
          {t('filter.clear')}
        </Button>
      )}
      <div className="ml-auto flex items-center gap-1.5">{children}</div>
    </div>
  )
}

/** Words to look for; tells them a moment after the last key. `/` goes there. */
export function SearchBox({ label, value, onChange }: { label: string; value: string; onChange: (words: string) => void }) {
  const [words, setWords] = useState(value)
  const told = useRef(value)
  const change = useRef(onChange)
  change.current = onChange
  useEffect(() => {
    if (value !== told.current) {
      told.current = value
      setWords(value)
    }
  }, [value])
  useEffect(() => {
    if (words === told.current) return
    const timer = setTimeout(() => {
      told.current = words
      change.current(words.trim())
    }, 250)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <div className="relative w-full sm:w-64">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-muted" />
      <input type="search" data-search aria-label={label} placeholder={label} value={words} onChange={(event) => setWords(event.target.value)} className="control pl-7.5" />
    </div>
  )
}

interface ChipProps {
  def: FilterDef
  value: Filters
  onChange: Props['onChange']
  open: boolean
  onClosed: () => void
}

function Chip({ def, value, onChange, open, onClosed }: ChipProps) {
  const { t } = useTranslation()
  const set = isSet(def, value)
  const clear = () => {
    onClosed()
    onChange(Object.fromEntries(keysOf([def]).map((key) => [key, undefined])))
  }
  const look = clsx('flex h-8 items-center rounded-md border text-sm pointer-coarse:h-11', set ? 'border-accent bg-accent-soft text-accent' : 'border-edge bg-raised')
  const remove = set && (
    <button type="button" aria-label={t('filter.remove', { filter: def.label })} onClick={clear} className="mr-0.5 grid size-6 shrink-0 place-items-center rounded-sm hover:bg-hover">
      <X aria-hidden className="size-3.5" />
    </button>
  )
  if (def.kind === 'flag') return <span className={clsx(look, 'pl-2')}>{def.label}{remove}</span>
  return (
    <span className={look}>
      <Opened opened={open} onClosed={onClosed} label={def.label} trigger={
        <button type="button" className="flex h-full max-w-72 items-center gap-1 px-2">
          <span>{def.label}</span>
          {set && <span className="truncate font-medium">: <Said def={def} value={value} /></span>}
        </button>
      }>
        <Editor def={def} value={value} onChange={onChange} />
      </Opened>
      {remove}
    </span>
  )
}

/** A popover that can begin open. */
function Opened({ opened, onClosed, label, trigger, children }: { opened: boolean; onClosed: () => void; label: string; trigger: ReactNode; children: ReactNode }) {
  const button = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (opened) button.current?.querySelector('button')?.click()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it was added
  }, [])
  useEffect(() => () => onClosed(), []) // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <span ref={button} className="contents">
      <Popover label={label} trigger={trigger} className="w-72 p-0">
        {() => children}
      </Popover>
    </span>
  )
}

function Said({ def, value }: Pick<ChipProps, 'def' | 'value'>) {
  const { t } = useTranslation()
  if (def.kind === 'days') {
    const shown = (at: unknown, last: boolean) => at && day(def.instants ? localDay(new Date(Date.parse(String(at)) - (last ? 1 : 0))) : String(at))
    const from = shown(value[fromKey(def)], false)
    const to = shown(value[toKey(def)], true)
    return <>{from && to ? `${from} – ${to}` : from ? t('filter.since', { day: from }) : t('filter.until', { day: to })}</>
  }
  const chosen = many(value[def.key])
  if (def.kind === 'choice') return <>{chosen.map((each) => def.options.find((option) => option.value === each)?.label ?? each).join(', ')}</>
  if (def.kind === 'record') {
    return <>{chosen.map((id, at) => <span key={id}>{at > 0 && ', '}<NameOf kind={def.record} id={id} extra={def.extra} /></span>)}</>
  }
  return null
}

function NameOf({ kind, id, extra }: { kind: Parameters<typeof useChoice>[0]; id: string; extra: Array<{ id: string; label: string }> | undefined }) {
  const known = extra?.find((choice) => choice.id === id)
  const found = useChoice(kind, known ? null : id)
  return <>{(known ?? found)?.label ?? '…'}</>
}

function Editor({ def, value, onChange }: Pick<ChipProps, 'def' | 'value' | 'onChange'>) {
  const { t } = useTranslation()
  if (def.kind === 'choice') {
    const chosen = many(value[def.key])
    return (
      <fieldset className="p-1">
        <legend className="sr-only">{def.label}</legend>
        {def.options.map(({ value: each, label }) => (
          <label key={each} className="flex h-8 items-center gap-2 rounded-md px-2 hover:bg-hover pointer-coarse:h-11">
            <input
              type="checkbox"
              checked={chosen.includes(each)}
              onChange={() => onChange({ [def.key]: chosen.includes(each) ? chosen.filter((one) => one !== each) : [...chosen, each] })}
              className="size-4 accent-(--accent)"
            />
            {label}
          </label>
        ))}
      </fieldset>
    )
  }
  if (def.kind === 'record') {
    return (
      <RecordPicker
        inline
        autoFocus
        many={!def.one}
        kind={def.record}
        aria-label={def.label}
        {...(def.extra && { extra: def.extra })}
        {...(def.within && { within: def.within })}
        value={def.one ? (many(value[def.key])[0] ?? null) : many(value[def.key])}
        onChange={(next) => onChange({ [def.key]: next ?? undefined })}
      />
    )
  }
  if (def.kind !== 'days') return null
  const read = (key: string, last: boolean): string => {
    const at = value[key]
    return !at ? '' : def.instants ? localDay(new Date(Date.parse(String(at)) - (last ? 1 : 0))) : String(at)
  }
  const write = (key: string, given: string, last: boolean) =>
    onChange({ [key]: !given ? undefined : !def.instants ? given : instantOf(last ? dayAfter(given) : given) })
  return (
    <div className="flex flex-col gap-2 p-3">
      {([[fromKey(def), t('filter.from'), false], [toKey(def), t('filter.to'), true]] as const).map(([key, label, last]) => (
        <label key={key} className="text-sm">
          {label}
          <input type="date" className="control mt-1" value={read(key, last)} onChange={(event) => write(key, event.target.value, last)} />
        </label>
      ))}
    </div>
  )
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
