import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui/button'
import { CalendarFixed } from './CalendarFixed'
import { CalendarFloating, OneTime } from './CalendarFloating'
import { Fault } from './Fault'
import { Condition, Metered } from './Metered'
import { KINDS, type Kind } from './triggers'

interface Props {
  position: number
  /** Absent when it is the only one: a plan needs one. */
  remove?: (() => void) | undefined
}

/** One thing that makes the plan due: its kind, and what that kind needs to know. */
export function TriggerCard({ position, remove }: Props) {
  const { t } = useTranslation('plans')
  const { setValue } = useFormContext()
  const id = useId()
  const at = `triggers.${position}`
  const kind = useWatch({ name: `${at}.kind` }) as Kind
  return (
    <fieldset className="min-w-0 rounded-md border p-3">
      <legend className="sr-only">{t('trigger.number', { number: position + 1 })}</legend>
      <div className="mb-3 flex items-center gap-2">
        <label htmlFor={id} className="sr-only">
          {t('trigger.kind')}
        </label>
        <select id={id} className="control max-w-sm font-medium" value={kind} onChange={(event) => setValue(`${at}.kind`, event.target.value, { shouldDirty: true })}>
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`kind.${each}`)}
            </option>
          ))}
        </select>
        <span className="flex-1" />
        {remove && <IconButton icon={Trash2} label={t('trigger.remove')} onClick={remove} />}
      </div>
      <Settings kind={kind} at={at} />
      <p className="mt-3 text-xs text-muted">{t(`kindHelp.${kind}`)}</p>
      <Fault name={at} />
      <Fault name={`${at}.series`} />
      <Fault name={`${at}.series.rule`} />
      <Fault name={`${at}.interval`} />
    </fieldset>
  )
}

function Settings({ kind, at }: { kind: Kind; at: string }) {
  switch (kind) {
    case 'calendar_fixed':
      return <CalendarFixed at={at} />
    case 'calendar_floating':
      return <CalendarFloating at={at} />
    case 'meter_fixed':
    case 'meter_floating':
      return <Metered key={kind} at={at} floating={kind === 'meter_floating'} />
    case 'condition':
      return <Condition at={at} />
    case 'one_time':
      return <OneTime at={at} />
  }
}
