import type { Mapping } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/form'
import { type Sample, valuesOf } from '../suggest'

/** Which system the file is from, and which column tells its rows apart: the same row again updates its record. */
export function KeyPicker({ mapping, sample, onChange }: { mapping: Mapping; sample: Sample; onChange: (mapping: Mapping) => void }) {
  const { t } = useTranslation('imports')
  const keys = sample.rows.map((row) => mapping.key.map((column) => row[column] ?? '').join('\u001f'))
  const twice = mapping.key.length > 0 && new Set(keys).size < keys.length
  const set = (at: number, column: string) => {
    const key = [...mapping.key]
    if (column) key[at] = column
    else key.splice(at, 1)
    onChange({ ...mapping, key })
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('map.source')} hint={t('map.sourceHelp')} required>
        {(ids) => <input {...ids} className="control" maxLength={60} value={mapping.source} onChange={(event) => onChange({ ...mapping, source: event.target.value })} />}
      </Field>
      <Field label={t('map.key')} hint={t('map.keyHelp')} error={twice ? t('map.keyTwice') : undefined} required group>
        {() => (
          <div className="flex flex-wrap gap-2">
            {[...mapping.key, ...(mapping.key.length < 5 ? [''] : [])].map((column, at) => (
              <select key={at} aria-label={t('map.keyColumn', { number: at + 1 })} className="control w-auto max-w-full min-w-32 flex-1" value={column} onChange={(event) => set(at, event.target.value)}>
                <option value="">{at === 0 ? t('common:picker.choose') : t('map.keyAnd')}</option>
                {sample.columns.filter((each) => each === column || !mapping.key.includes(each)).map((each) => (
                  <option key={each} value={each}>{each || t('map.nameless')}{valuesOf(sample, each)[0] ? ` (${valuesOf(sample, each)[0]!.slice(0, 24)})` : ''}</option>
                ))}
              </select>
            ))}
          </div>
        )}
      </Field>
    </div>
  )
}
