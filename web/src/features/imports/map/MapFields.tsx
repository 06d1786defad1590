import type { Mapping, Source } from '@fettle/client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCustomFields } from '@/ui/custom'
import { Button } from '@/ui/button'
import { CUSTOM, type Field, FIELDS, type Read } from '../fields'
import { distinct, type Sample, sourceOf, used, valuesOf } from '../suggest'
import { FieldRow } from './FieldRow'
import { KeyPicker } from './KeyPicker'
import { RuleList } from './RuleList'

interface Props {
  mapping: Mapping
  sample: Sample
  onChange: (mapping: Mapping) => void
}

const READS: Record<string, Read> = { number: 'number', date: 'date', boolean: 'flag' }

/** Which column fills which field, and how its texts are read. */
export function MapFields({ mapping, sample, onChange }: Props) {
  const { t } = useTranslation('imports')
  const { fields: own } = useCustomFields(CUSTOM[mapping.entity] ?? 'work_order')
  const [opened, setOpened] = useState<string>()
  const known = FIELDS[mapping.entity]
  const custom: Record<string, Field> = CUSTOM[mapping.entity] ? Object.fromEntries(own.map(({ key, type }) => [`custom.${key}`, { read: READS[type] ?? 'text' }])) : {}
  for (const name of Object.keys(mapping.fields)) if (!known[name]) custom[name] ??= { read: 'text' }
  const all: Record<string, Field> = { ...known, ...custom }
  const label = (name: string) => (name.startsWith('custom.') ? (own.find(({ key }) => `custom.${key}` === name)?.label ?? name.slice(7)) : t(`field.${name}`))
  const shown = Object.keys(all).filter((name) => all[name]!.required || mapping.fields[name])
  const rest = Object.keys(all).filter((name) => !shown.includes(name))
  const set = (name: string, source: Source | undefined) => {
    const { [name]: _gone, ...others } = mapping.fields
    const fields = source ? { ...mapping.fields, [name]: source } : others
    onChange({ ...mapping, fields, rules: (mapping.rules ?? []).filter((rule) => source || !rule.fields.includes(name)) })
  }
  const columns = used(mapping)
  const unused = sample.columns.filter((column) => column && !columns.has(column))
  return (
    <div className="flex flex-col gap-5">
      <KeyPicker mapping={mapping} sample={sample} onChange={onChange} />
      <div>
        <h3 className="mb-1">{t('map.fields')}</h3>
        <p className="mb-2 text-sm text-muted">{t('map.about')}</p>
        <ul className="divide-y rounded-md border">
          {shown.map((name) => (
            <FieldRow
              key={name}
              name={name}
              label={label(name)}
              field={all[name]!}
              source={mapping.fields[name]}
              sample={sample}
              onChange={(source) => set(name, source)}
              {...(!all[name]!.required && { onRemove: () => set(name, undefined) })}
              autoFocus={opened === name}
            />
          ))}
        </ul>
        {rest.length > 0 && (
          <label className="mt-2 flex flex-wrap items-center gap-2 text-sm">
            {t('map.add')}
            <select
              className="control w-60"
              value=""
              onChange={(event) => {
                setOpened(event.target.value)
                set(event.target.value, { column: '' })
              }}
            >
              <option value="">{t('common:picker.choose')}</option>
              {rest.map((name) => <option key={name} value={name}>{label(name)}</option>)}
            </select>
          </label>
        )}
      </div>
      {unused.length > 0 && (
        <details>
          <summary className="w-fit font-medium">{t('map.unused', { count: unused.length })}</summary>
          <ul className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
            {unused.map((column) => (
              <li key={column} className="flex min-w-0 items-baseline gap-2 text-sm">
                <span className="shrink-0 font-medium">{column}</span>
                <span className="min-w-0 flex-1 truncate text-muted">{distinct(valuesOf(sample, column)).slice(0, 3).join(' · ') || t('map.allEmpty')}</span>
                {known.description && !mapping.fields.description && (
                  <Button size="sm" look="quiet" onClick={() => set('description', sourceOf(known.description!, column, sample))}>{t('map.asDescription')}</Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <RuleList mapping={mapping} label={label} all={all} onChange={onChange} />
    </div>
  )
}
