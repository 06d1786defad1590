import { listRolesOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { IconButton } from '@/ui/button'
import { CheckField, NumberField, RecordField, SelectField } from '@/ui/form'
import { Checks } from './Checks'
import { UNITS } from './waits'

const PRIORITIES = ['medium', 'high', 'urgent'] as const

/** One level of a rule: when, who is told, what changes. */
export function StepFields({ at, due, onRemove }: { at: number; due: boolean; onRemove?: () => void }) {
  const { t } = useTranslation('escalation')
  const { may } = useAccount()
  const { data: roles } = useQuery({ ...listRolesOptions({ query: { limit: 100 } }), enabled: may('people:read') })
  const name = (field: string) => `steps.${at}.${field}`
  return (
    <li className="rounded-md border p-3">
      <div className="flex flex-wrap items-end gap-3">
        <NumberField name={name('amount')} label={due ? t('field.afterDue') : t('field.after')} asNumber required className="w-28" {...(!due && { min: 0 })} />
        <SelectField name={name('unit')} label={t('field.unit')} className="w-32" options={Object.keys(UNITS).map((value) => ({ value, label: t(`units.${value}`) }))} />
        {onRemove && <IconButton icon={Trash2} label={t('removeStep', { number: at + 1 })} className="ml-auto" onClick={onRemove} />}
      </div>
      <fieldset className="mt-2">
        <legend className="text-sm font-medium">{t('field.told')}</legend>
        <div className="flex flex-wrap gap-x-4">
          <CheckField name={name('assignee')} label={t('tell.assignee')} />
          <CheckField name={name('crewLead')} label={t('tell.crewLead')} />
          <CheckField name={name('supervisors')} label={t('tell.supervisors')} />
        </div>
      </fieldset>
      {roles && <Checks name={name('roles')} label={t('field.roles')} options={roles.data.map(({ code, name: words }) => ({ value: code, label: words }))} />}
      <div className="mt-2 grid gap-3 sm:grid-cols-2">
        {may('people:read') && <RecordField name={name('userIds')} kind="person" many label={t('field.people')} />}
        <RecordField name={name('assigneeId')} kind="staff" label={t('field.assignee')} />
        <RecordField name={name('crewId')} kind="crew" label={t('field.crew')} />
        <SelectField name={name('priority')} label={t('field.priority')} empty={t('asItIs')} options={PRIORITIES.map((value) => ({ value, label: t(`common:priority.${value}`) }))} />
      </div>
    </li>
  )
}
