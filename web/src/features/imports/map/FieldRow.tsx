import type { Source } from '@fettle/client'
import { SlidersHorizontal, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui/button'
import { COMMON_WORDS, type Field } from '../fields'
import { distinct, type Sample, sourceOf, valuesOf } from '../suggest'
import { Reading } from './Reading'

interface Props {
  name: string
  label: string
  field: Field
  source: Source | undefined
  sample: Sample
  onChange: (source: Source) => void
  onRemove?: () => void
  autoFocus?: boolean
}

const FIXED = ' fixed'
const COMPOSED = ' composed'

/** One field: the column, text or fixed value that fills it, an example, and how it is read. */
export function FieldRow({ name, label, field, source, sample, onChange, onRemove, autoFocus }: Props) {
  const { t } = useTranslation('imports')
  const [open, setOpen] = useState(false)
  const way = source?.constant !== undefined && source.constant !== null ? FIXED : source?.template !== undefined && source.template !== null ? COMPOSED : (source?.column ?? '')
  const choose = (next: string) => {
    if (next === FIXED) onChange({ constant: field.choices?.[0] ?? '' })
    else if (next === COMPOSED) onChange({ template: source?.column ? `{${source.column}}` : '' })
    else if (next) onChange({ ...kept(source), ...sourceOf(field, next, sample) })
    else onChange({ column: '' })
  }
  const wanting = !!field.required && !source?.column && !source?.template && !source?.constant
  const lacking = way && way !== FIXED && way !== COMPOSED && !sample.columns.includes(way)
  const examples = way && way !== FIXED && way !== COMPOSED ? distinct(valuesOf(sample, way)).slice(0, 3) : []
  return (
    <li className="px-3 py-2">
      <div className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1fr)_4rem]">
        <label htmlFor={`map-${name}`} className="min-w-0 text-sm font-medium">
          {label}
          {field.required && <span className="ml-1 text-xs font-normal text-muted">({t('common:required')})</span>}
        </label>
        <select id={`map-${name}`} autoFocus={autoFocus} className="control" aria-invalid={wanting || lacking ? true : undefined} value={way} onChange={(event) => choose(event.target.value)}>
          <option value="">{t('map.nothing')}</option>
          <option value={FIXED}>{t('map.fixed')}</option>
          {!field.choices && field.read === 'text' && <option value={COMPOSED}>{t('map.composed')}</option>}
          <optgroup label={t('map.columns')}>
            {lacking && <option value={way}>{t('map.lacking', { column: way })}</option>}
            {sample.columns.filter(Boolean).map((column) => <option key={column} value={column}>{column}</option>)}
          </optgroup>
        </select>
        <div className="min-w-0">
          {way === FIXED ? (
            field.choices ? (
              <select aria-label={t('map.value', { field: label })} className="control" value={source?.constant ?? ''} onChange={(event) => onChange({ ...source, constant: event.target.value })}>
                {field.choices.map((choice) => <option key={choice} value={choice}>{COMMON_WORDS[name] ? t(`common:${COMMON_WORDS[name]}.${choice}`, { defaultValue: choice }) : choice}</option>)}
              </select>
            ) : field.read === 'flag' ? (
              <select aria-label={t('map.value', { field: label })} className="control" value={source?.constant ?? ''} onChange={(event) => onChange({ ...source, constant: event.target.value })}>
                <option value="true">{t('common:yes')}</option>
                <option value="false">{t('common:no')}</option>
              </select>
            ) : (
              <input aria-label={t('map.value', { field: label })} className="control" value={source?.constant ?? ''} onChange={(event) => onChange({ ...source, constant: event.target.value })} />
            )
          ) : way === COMPOSED ? (
            <input aria-label={t('map.template', { field: label })} placeholder={t('map.templateExample')} className="control" value={source?.template ?? ''} onChange={(event) => onChange({ ...source, template: event.target.value })} />
          ) : (
            <p className="truncate text-sm text-muted" title={examples.join(' · ')}>{lacking ? t('map.notInFile') : wanting ? t('map.needed') : examples.join(' · ')}</p>
          )}
        </div>
        <div className="flex justify-end gap-1">
          {way && <IconButton size="sm" icon={SlidersHorizontal} label={t('map.reading', { field: label })} aria-expanded={open} onClick={() => setOpen(!open)} />}
          {onRemove && <IconButton size="sm" icon={X} label={t('map.remove', { field: label })} onClick={onRemove} />}
        </div>
      </div>
      {way === COMPOSED && <p className="mt-1 text-xs text-muted sm:ml-44">{t('map.templateHelp')}</p>}
      {open && source && way && <Reading name={name} label={label} field={field} source={source} sample={sample} onChange={onChange} />}
    </li>
  )
}

/** What is said of a field whatever column fills it. */
function kept(source: Source | undefined): Source {
  if (!source) return {}
  const { default: instead, unreadable, create, cut, timeZone, otherwise } = source
  return Object.fromEntries(Object.entries({ default: instead, unreadable, create, cut, timeZone, otherwise }).filter(([, value]) => value !== undefined && value !== null))
}
