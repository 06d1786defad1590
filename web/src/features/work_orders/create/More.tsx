import type { WorkOrderTemplate } from '@fettle/client'
import { listWorkOrderTemplatesOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { CustomFields } from '@/ui/custom'
import { DateTimeField, MoneyField, NumberField, type RecordForm, RecordField, SelectField, TextArea } from '@/ui/form'
import { KINDS, PRIORITIES } from '../views/defs'
import { filledBy, type NewWorkOrder } from './values'

/** Everything that may be said besides the title. */
export function More({ form }: { form: RecordForm<NewWorkOrder> }) {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const siteId = form.watch('siteId')
  const locationId = form.watch('locationId')
  const here = { ...(siteId && { siteId: [siteId] }) }
  return (
    <div className="flex flex-col gap-4">
      <Templates form={form} />
      <TextArea name="description" label={t('create.description')} />
      <div className="grid gap-4 sm:grid-cols-2">
        <RecordField name="siteId" kind="site" label={t('filter.site')} />
        <RecordField name="locationId" kind="location" label={t('filter.location')} within={here} />
        <RecordField className="sm:col-span-2" name="assetIds" kind="asset" many label={t('create.assets')} within={{ ...here, ...(locationId && { locationId: [locationId] }) }} />
        <SelectField name="priority" label={t('list.priority')} empty={t('create.usual')} options={PRIORITIES.map((value) => ({ value, label: t(`common:priority.${value}`) }))} />
        {!household && <SelectField name="kind" label={t('list.kind')} empty={t('create.usual')} options={KINDS.map((value) => ({ value, label: t(`common:kind.${value}`) }))} />}
        {may('staff:read') && <RecordField name="assigneeId" kind="staff" label={t('list.assignee')} />}
        {may('staff:read') && !household && <RecordField name="crewId" kind="crew" label={t('filter.crew')} />}
        <DateTimeField name="dueAt" label={t('list.due')} />
        <DateTimeField name="scheduledStart" label={t('create.from')} />
        <DateTimeField name="scheduledEnd" label={t('create.until')} />
        <NumberField name="estimatedHours" label={t('create.hours')} min={0} />
        {may('costs:read') && <MoneyField name="estimatedCost" label={t('create.cost')} />}
        {may('reference:read') && <RecordField name="tagIds" kind="tag" many label={t('create.tags')} />}
      </div>
      <CustomFields entity="work_order" />
    </div>
  )
}

/** Templates, where there are some: choosing one fills what is still empty. */
function Templates({ form }: { form: RecordForm<NewWorkOrder> }) {
  const { t } = useTranslation('workOrders')
  const templates = useQuery(listWorkOrderTemplatesOptions({ query: { limit: 200 } })).data?.data ?? []
  const before = useRef<WorkOrderTemplate | undefined>(undefined)
  const { onChange, ...field } = form.register('templateId', { setValueAs: (value: unknown) => value || null })
  if (templates.length === 0) return null
  return (
    <label className="text-sm font-medium">
      {t('create.template')}
      <select
        {...field}
        className="control mt-1 font-normal"
        onChange={(event) => {
          void onChange(event)
          const template = templates.find(({ id }) => id === event.target.value)
          if (template) {
            for (const [name, value] of Object.entries(filledBy(form.getValues(), template, before.current))) form.setValue(name as 'title', value as string, { shouldDirty: true })
          }
          before.current = template
        }}
      >
        <option value="">{t('common:none')}</option>
        {templates.map(({ id, name }) => (
          <option key={id} value={id}>{name}</option>
        ))}
      </select>
    </label>
  )
}
