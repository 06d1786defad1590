import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Command } from 'cmdk'
import { Check, ChevronsUpDown, Plus, X } from 'lucide-react'
import { Popover as Radix } from 'radix-ui'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Choice, choicesOptions, type RecordKind, useChoice } from '@/lib/records'

export interface RecordPickerProps {
  kind: RecordKind
  value: string | string[] | null | undefined
  onChange: (value: string | string[] | null) => void
  /** Several may be chosen; the value is an array. */
  many?: boolean
  /** Narrows the search, such as `{ siteId: [id] }`. */
  within?: Record<string, unknown>
  /** Choices that are no records, such as `me` and `none`. */
  extra?: Choice[]
  placeholder?: string
  /** Makes a record of what was typed when none matches; resolves to its id. */
  create?: (words: string) => Promise<string>
  ids?: { id?: string; 'aria-describedby'?: string | undefined; 'aria-invalid'?: boolean | undefined }
  'aria-label'?: string
  /** For the inside of another popover: the list alone, always open. */
  inline?: boolean
  autoFocus?: boolean
}

/** Finds a record by typing part of its name. Works by keyboard alone. */
export function RecordPicker(props: RecordPickerProps) {
  const { kind, value, onChange, many, ids, placeholder, extra, inline } = props
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const chosen = Array.isArray(value) ? value : value ? [value] : []
  const toggle = (id: string) => {
    if (!many) {
      onChange(id === chosen[0] && inline ? null : id)
      setOpen(false)
    } else onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  }
  if (inline) return <Choices {...props} chosen={chosen} toggle={toggle} />
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <div className="relative">
        <Radix.Trigger
          {...ids}
          aria-label={props['aria-label']}
          role="combobox"
          aria-expanded={open}
          className={clsx('control flex h-auto min-h-8 flex-wrap items-center gap-1 py-1 pr-7 text-left', !many && chosen.length > 0 && 'pr-14')}
        >
          {chosen.length === 0 && <span className="text-faint">{placeholder ?? t('picker.choose')}</span>}
          {chosen.map((id) => (
            <Chosen key={id} kind={kind} id={id} extra={extra} chip={!!many} />
          ))}
          <ChevronsUpDown aria-hidden className="absolute right-2 size-4 text-muted" />
        </Radix.Trigger>
        {!many && chosen.length > 0 && (
          <button
            type="button"
            aria-label={t('picker.clear')}
            onClick={() => onChange(null)}
            className="absolute top-1/2 right-7 grid size-[24px] -translate-y-1/2 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </div>
      <Radix.Portal>
        <Radix.Content align="start" sideOffset={4} className="z-50 w-(--radix-popover-trigger-width) min-w-64 rounded-lg border bg-raised shadow-pop animate-appear">
          <Choices {...props} autoFocus chosen={chosen} toggle={toggle} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Chosen({ kind, id, extra, chip }: { kind: RecordKind; id: string; extra: Choice[] | undefined; chip: boolean }) {
  const known = extra?.find((choice) => choice.id === id)
  const found = useChoice(kind, known ? null : id)
  const label = (known ?? found)?.label ?? '…'
  return <span className={clsx('truncate', chip && 'rounded-sm bg-quiet-soft px-1.5 text-sm')}>{label}</span>
}

const CREATE = '+create'

interface ChoicesProps extends RecordPickerProps {
  chosen: string[]
  toggle: (id: string) => void
}

function Choices({ kind, within, extra = [], many, create, chosen, toggle, autoFocus, 'aria-label': label }: ChoicesProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [making, setMaking] = useState(false)
  const q = useDeferredValue(words.trim())
  const { data = [], isPending } = useQuery(choicesOptions(kind, q, within))
  const special = extra.filter((choice) => choice.label.toLocaleLowerCase().includes(q.toLocaleLowerCase()))
  const shown = [...special, ...data]
  const [active, setActive] = useState('')
  // What arrives from the server replaces the list: its first entry is then the one that Enter takes.
  const creates = !!create && q !== '' && !shown.some((choice) => choice.label.toLocaleLowerCase() === q.toLocaleLowerCase())
  const at = shown.some(({ id }) => id === active) || (creates && active === CREATE) ? active : (shown[0]?.id ?? (creates ? CREATE : ''))
  return (
    <Command shouldFilter={false} value={at} onValueChange={setActive} label={label ?? t('picker.search')} className="flex flex-col">
      <Command.Input
        autoFocus={autoFocus}
        value={words}
        onValueChange={setWords}
        placeholder={t('picker.search')}
        className="h-9 border-b bg-transparent px-3 outline-none pointer-coarse:h-11"
      />
      {shown.length === 0 && (
        <p role="status" className="px-3 py-4 text-sm text-muted">
          {isPending ? t('loading') : t('picker.none')}
        </p>
      )}
      <Command.List className="max-h-64 overflow-y-auto p-1" aria-label={label ?? t('picker.search')} aria-multiselectable={many || undefined}>
        {shown.map(({ id, label: name, note }) => (
          <Command.Item
            key={id}
            value={id}
            onSelect={() => toggle(id)}
            className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1 data-[selected=true]:bg-hover pointer-coarse:min-h-11"
          >
            <Check aria-hidden className={clsx('size-4 shrink-0 text-accent', !chosen.includes(id) && 'invisible')} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">{name}</span>
              {note && <span className="block truncate text-xs text-muted">{note}</span>}
            </span>
            {chosen.includes(id) && <span className="sr-only">{t('picker.chosen')}</span>}
          </Command.Item>
        ))}
        {creates && (
          <Command.Item
            value={CREATE}
            disabled={making}
            onSelect={() => {
              setMaking(true)
              void create!(q).then(toggle).finally(() => setMaking(false))
            }}
            className="flex min-h-8 items-center gap-2 rounded-md px-2 data-[selected=true]:bg-hover"
          >
            <Plus aria-hidden className="size-4" />
            {t('picker.create', { words: q })}
          </Command.Item>
        )}
      </Command.List>
    </Command>
  )
}
