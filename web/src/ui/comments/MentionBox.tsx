import clsx from 'clsx'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, type RefObject, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { POP } from '../overlay/looks'
import { Who } from '../badge'
import type { Addressed } from './addressed'
import { useMention } from './useMention'

interface Props {
  label: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  /** Whom one can speak to; nobody where mentions are not taken. */
  people: readonly Addressed[]
  onChoose?: (person: Addressed) => void
  onAsk?: (typed: string) => void
  /** Keys that are not for the list. */
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  box?: RefObject<HTMLTextAreaElement | null> | undefined
  autoFocus?: boolean
  rows?: number
  'aria-describedby'?: string | undefined
}

const nothing = () => undefined

/** Where words are written: an @ offers people. The caret stays in the box; arrows choose, Enter and Tab take, Escape closes. */
export function MentionBox({ label, value, onChange, people, onChoose = nothing, onAsk = nothing, onKeyDown, box, placeholder, autoFocus, rows, ...rest }: Props) {
  const { t } = useTranslation('records')
  const own = useRef<HTMLTextAreaElement>(null)
  const area = box ?? own
  const id = useId()
  const { offered, place, take, look, leave, close, pressed } = useMention({ box: area, value, people, onChange, onChoose, onAsk })
  const open = offered.length > 0
  return (
    <Popover.Root open={open} onOpenChange={(now) => !now && close()}>
      <Popover.Anchor asChild>
        <textarea
          {...rest}
          ref={area}
          aria-label={label}
          placeholder={placeholder}
          autoFocus={autoFocus}
          rows={rows}
          maxLength={10_000}
          value={value}
          {...(people.length > 0 && { 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox' })}
          aria-controls={open ? id : undefined}
          aria-activedescendant={open ? `${id}-${place}` : undefined}
          onChange={(event) => {
            onChange(event.target.value)
            look()
          }}
          onSelect={look}
          onBlur={leave}
          onKeyDown={(event) => void (pressed(event) || onKeyDown?.(event))}
          className="control field-sizing-content h-auto min-h-14 py-1.5"
        />
      </Popover.Anchor>
      <span role="status" className="sr-only">
        {open && t('comments.offered', { count: offered.length })}
      </span>
      <Popover.Content
        id={id}
        role="listbox"
        aria-label={t('comments.whom')}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        // Who clicks into the box goes on writing.
        onInteractOutside={(event) => area.current?.contains(event.target as Node) && event.preventDefault()}
        // The box hears it itself.
        onEscapeKeyDown={(event) => event.preventDefault()}
        className={clsx(POP, 'max-h-[min(20rem,var(--radix-popover-content-available-height))] w-72 max-w-[calc(100vw-1rem)] overflow-y-auto')}
      >
        {offered.map((person, at) => (
          <div
            key={person.id}
            ref={at === place ? (row) => row?.scrollIntoView?.({ block: 'nearest' }) : undefined}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === place}
            // The caret stays where it is.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(person)}
            className={clsx('flex min-h-8 cursor-pointer flex-col justify-center rounded-md px-2 py-1 hover:bg-hover pointer-coarse:min-h-11', at === place && 'bg-hover')}
          >
            <Who name={person.name} />
            {person.detail && <span className="truncate pl-6.5 text-xs text-muted">{person.detail}</span>}
          </div>
        ))}
      </Popover.Content>
    </Popover.Root>
  )
}
