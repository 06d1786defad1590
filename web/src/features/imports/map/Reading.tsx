import type { Source } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { Field as Labelled } from '@/ui/form'
import { FORMATS } from '../dates'
import { COMMON_WORDS, type Field } from '../fields'
import { distinct, type Sample, valuesOf } from '../suggest'

interface Props {
  name: string
  label: string
  field: Field
  source: Source
  sample: Sample
  onChange: (source: Source) => void
}

const MOST_VALUES = 40

/** How the texts of a field are read: dates, decimals, translations, blanks, and what happens when it does not work. */
export function Reading({ name, label, field, source, sample, onChange }: Props) {
  const { t } = useTranslation('imports')
  const set = (change: Partial<Source>) => onChange({ ...source, ...change })
  const found = source.column ? distinct(valuesOf(sample, source.column)) : []
  const values = [...new Set([...found.slice(0, MOST_VALUES), ...Object.keys(source.values ?? {})])]
  const translate = (value: string, to: string) => {
    const { [value]: _gone, ...others } = source.values ?? {}
    set({ values: to ? { ...source.values, [value]: to } : others })
  }
  const choice = (each: string) => (COMMON_WORDS[name] ? t(`common:${COMMON_WORDS[name]}.${each}`, { defaultValue: each }) : each)
  const custom = name.startsWith('custom.')
  const translatable = source.column && (field.choices || (field.read === 'text' && found.length <= MOST_VALUES))
  return (
    <div className="mt-2 rounded-md bg-sunken p-3">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {field.read === 'date' && !source.constant && (
          <Labelled label={t('read.format')}>
            {(ids) => (
              <select {...ids} className="control" value={source.format ?? ''} onChange={(event) => set({ format: event.target.value || null })}>
                {FORMATS.map(({ format, shown }) => <option key={shown} value={format ?? ''}>{shown}</option>)}
                {source.format && !FORMATS.some(({ format }) => format === source.format) && <option value={source.format}>{source.format}</option>}
              </select>
            )}
          </Labelled>
        )}
        {field.read === 'date' && (
          <Labelled label={t('read.zone')} hint={t('read.zoneHelp')}>
            {(ids) => (
              <select {...ids} className="control" value={source.timeZone ?? ''} onChange={(event) => set({ timeZone: event.target.value || null })}>
                <option value="">{t('read.zoneTenant')}</option>
                {Intl.supportedValuesOf('timeZone').map((zone) => <option key={zone} value={zone}>{zone}</option>)}
              </select>
            )}
          </Labelled>
        )}
        {custom && (
          <Labelled label={t('read.as')}>
            {(ids) => (
              <select {...ids} className="control" value={source.read ?? 'text'} onChange={(event) => set({ read: event.target.value as Source['read'] & string })}>
                {(['text', 'number', 'date', 'boolean'] as const).map((each) => <option key={each} value={each}>{t(`read.${each}`)}</option>)}
              </select>
            )}
          </Labelled>
        )}
        <Labelled label={t('read.default')} hint={t('read.defaultHelp')}>
          {(ids) =>
            field.choices ? (
              <select {...ids} className="control" value={source.default ?? ''} onChange={(event) => set({ default: event.target.value || null })}>
                <option value="">–</option>
                {field.choices.map((each) => <option key={each} value={each}>{choice(each)}</option>)}
              </select>
            ) : (
              <input {...ids} className="control" value={source.default ?? ''} onChange={(event) => set({ default: event.target.value || null })} />
            )
          }
        </Labelled>
        <Labelled label={t('read.blank')} hint={t('read.blankHelp')}>
          {(ids) => (
            <input {...ids} className="control" defaultValue={(source.blank ?? []).join(', ')} onBlur={(event) => set({ blank: event.target.value.split(',').map((each) => each.trim()).filter(Boolean) })} />
          )}
        </Labelled>
        {!field.required && (
          <Labelled label={t('read.unreadable')}>
            {(ids) => (
              <select {...ids} className="control" value={source.unreadable ?? 'quarantined'} onChange={(event) => set({ unreadable: event.target.value as 'quarantined' | 'warning' })}>
                <option value="quarantined">{t('read.keepOut')}</option>
                <option value="warning">{t('read.leaveEmpty')}</option>
              </select>
            )}
          </Labelled>
        )}
      </div>
      <div className="mt-2 flex flex-wrap gap-x-5">
        {field.read === 'number' && <Tick label={t('read.comma')} on={!!source.decimalComma} onChange={(decimalComma) => set({ decimalComma })} />}
        {field.finds && <Tick label={t('read.create')} on={source.create ?? true} onChange={(create) => set({ create })} />}
        {field.read === 'text' && !field.choices && <Tick label={t('read.cut')} on={!!source.cut} onChange={(cut) => set({ cut })} />}
      </div>
      {translatable && values.length > 0 && (
        <div className="mt-3">
          <h4 className="text-sm font-medium">{t('read.translate')}</h4>
          <p className="mb-1 text-xs text-muted">{t('read.translateHelp')}</p>
          <ul className="grid max-h-72 gap-x-6 gap-y-1 overflow-y-auto sm:grid-cols-2">
            {values.map((value) => (
              <li key={value} className="grid grid-cols-2 items-center gap-2 text-sm">
                <span className="truncate" title={value}>{value}</span>
                {field.choices ? (
                  <select aria-label={t('read.becomes', { value, field: label })} className="control" aria-invalid={!source.values?.[value] && !source.otherwise && !field.choices.includes(value) ? true : undefined} value={source.values?.[value] ?? (field.choices.includes(value) ? value : '')} onChange={(event) => translate(value, event.target.value)}>
                    <option value="">{source.otherwise ? t('read.likeOthers') : t('read.unknown')}</option>
                    {field.choices.map((each) => <option key={each} value={each}>{choice(each)}</option>)}
                  </select>
                ) : (
                  <input aria-label={t('read.becomes', { value, field: label })} className="control" placeholder={t('read.same')} value={source.values?.[value] ?? ''} onChange={(event) => translate(value, event.target.value)} />
                )}
              </li>
            ))}
          </ul>
          {field.choices && (
            <Labelled label={t('read.otherwise')} className="mt-2 max-w-72">
              {(ids) => (
                <select {...ids} className="control" value={source.otherwise ?? ''} onChange={(event) => set({ otherwise: event.target.value || null })}>
                  <option value="">{t('read.unknown')}</option>
                  {field.choices!.map((each) => <option key={each} value={each}>{choice(each)}</option>)}
                </select>
              )}
            </Labelled>
          )}
        </div>
      )}
    </div>
  )
}

function Tick({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
      <input type="checkbox" className="size-4 accent-(--accent)" checked={on} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}
