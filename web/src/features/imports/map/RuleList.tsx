import type { Mapping, Rule } from '@fettle/client'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { day } from '@/lib/format'
import { Button, IconButton } from '@/ui/button'
import type { Field } from '../fields'

interface Props {
  mapping: Mapping
  label: (name: string) => string
  all: Record<string, Field>
  onChange: (mapping: Mapping) => void
}

const CHECKS = ['present', 'order', 'window', 'not_negative', 'cut_off'] as const
type Check = (typeof CHECKS)[number]

/** What must be plausible about a row: the rules that hold, in words, and a new one. */
export function RuleList({ mapping, label, all, onChange }: Props) {
  const { t } = useTranslation('imports')
  const [adding, setAdding] = useState(false)
  const rules = mapping.rules ?? []
  const named = (name: string) => (all[name] ? label(name) : name)
  const said = (rule: Rule) =>
    [
      t(`rule.said.${rule.check}`, {
        fields: rule.fields.map(named).join(', '), first: named(rule.fields[0]!), second: named(rule.fields[1] ?? ''), from: day(rule.lowest, { year: true }), to: day(rule.highest, { year: true }), length: rule.length,
      }),
      rule.when && Object.keys(rule.when).length > 0 && t('rule.when', { cases: Object.entries(rule.when).map(([name, texts]) => `${named(name)} = ${texts.join(', ')}`).join('; ') }),
      rule.severity === 'warning' ? t(rule.drop ? 'rule.drops' : 'rule.warns') : t('rule.keepsOut'),
    ].filter(Boolean).join(' ')
  return (
    <div>
      <h3>{t('rule.title')}</h3>
      <p className="mb-1 text-sm text-muted">{t('rule.about')}</p>
      {rules.length > 0 && (
        <ul className="divide-y text-sm">
          {rules.map((rule, at) => (
            <li key={at} className="flex items-center gap-2 py-1">
              <span className="min-w-0 flex-1">{said(rule)}</span>
              <IconButton size="sm" icon={X} label={t('rule.remove', { rule: said(rule) })} onClick={() => onChange({ ...mapping, rules: rules.filter((_rule, other) => other !== at) })} />
            </li>
          ))}
        </ul>
      )}
      {adding ? (
        <NewRule mapping={mapping} label={label} all={all} onAdd={(rule) => { onChange({ ...mapping, rules: [...rules, rule] }); setAdding(false) }} onCancel={() => setAdding(false)} />
      ) : (
        <Button size="sm" look="quiet" icon={Plus} className="mt-1" onClick={() => setAdding(true)}>{t('rule.add')}</Button>
      )}
    </div>
  )
}

function NewRule({ mapping, label, all, onAdd, onCancel }: Omit<Props, 'onChange'> & { onAdd: (rule: Rule) => void; onCancel: () => void }) {
  const { t } = useTranslation('imports')
  const [check, setCheck] = useState<Check>('present')
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [length, setLength] = useState('40')
  const [severity, setSeverity] = useState<'quarantined' | 'warning'>('warning')
  const reads = { present: undefined, order: 'date', window: 'date', not_negative: 'number', cut_off: 'text' } as const
  const names = Object.keys(mapping.fields).filter((name) => all[name] && (!reads[check] || all[name]!.read === reads[check]))
  const ready = first && (check !== 'order' || (second && second !== first)) && (check !== 'window' || (from && to))
  const pick = (name: string, value: string, change: (value: string) => void) => (
    <select aria-label={name} className="control w-auto min-w-36" value={value} onChange={(event) => change(event.target.value)}>
      <option value="">{t('common:picker.choose')}</option>
      {names.map((each) => <option key={each} value={each}>{label(each)}</option>)}
    </select>
  )
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 rounded-md bg-sunken p-3 text-sm">
      <select aria-label={t('rule.check')} className="control w-auto" value={check} onChange={(event) => { setCheck(event.target.value as Check); setFirst(''); setSecond('') }}>
        {CHECKS.map((each) => <option key={each} value={each}>{t(`rule.kind.${each}`)}</option>)}
      </select>
      {pick(t('rule.field'), first, setFirst)}
      {check === 'order' && pick(t('rule.second'), second, setSecond)}
      {check === 'window' && (
        <>
          <input type="date" aria-label={t('rule.from')} className="control w-38" value={from} onChange={(event) => setFrom(event.target.value)} />
          <input type="date" aria-label={t('rule.to')} className="control w-38" value={to} onChange={(event) => setTo(event.target.value)} />
        </>
      )}
      {check === 'cut_off' && <input type="number" min={1} aria-label={t('rule.length')} className="control w-20" value={length} onChange={(event) => setLength(event.target.value)} />}
      <select aria-label={t('rule.severity')} className="control w-auto" value={severity} onChange={(event) => setSeverity(event.target.value as 'quarantined' | 'warning')}>
        <option value="warning">{t('rule.warns')}</option>
        <option value="quarantined">{t('rule.keepsOut')}</option>
      </select>
      <Button
        size="sm"
        disabled={!ready}
        onClick={() =>
          onAdd({
            check, severity, fields: check === 'order' ? [first, second] : [first],
            ...(check === 'window' && { lowest: `${from}T00:00:00Z`, highest: `${to}T23:59:59Z` }),
            ...(check === 'cut_off' && { length: Number(length) }),
          })
        }
      >
        {t('common:add')}
      </Button>
      <Button size="sm" look="quiet" onClick={onCancel}>{t('common:cancel')}</Button>
    </div>
  )
}
