import { deleteCustomField, restoreCustomField, updateCustomField } from '@fettle/client'
import type { CustomEntity, CustomField } from '@fettle/client'
import { listCustomFieldsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Plus, SquarePen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Empty, Read } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { FieldList } from './custom_fields/FieldList'
import { FieldSheet } from './custom_fields/FieldSheet'
import { moved } from './custom_fields/order'
import { useOpened } from './lib/opened'
import { SettingsPage } from './SettingsPage'

const ENTITIES = ['work_order', 'work_request', 'asset', 'site', 'location', 'staff'] as const satisfies CustomEntity[]

/** What the tenant wants to know of its records beyond what the product asks. */
export default function CustomFields() {
  const { t } = useTranslation('reference')
  const { may } = useAccount()
  const [filters, setFilters] = useFilters()
  const { opened, open, close } = useOpened()
  const entity = ENTITIES.find((each) => each === filters.entity) ?? 'work_order'
  const deleted = filters.deleted === true
  const writes = may('custom_fields:write')
  const query = useQuery({
    ...listCustomFieldsOptions({ query: { entity: [entity], limit: 200, ...(deleted && { deleted }) } }),
    select: ({ data }) => data.toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0) || one.label.localeCompare(other.label)),
  })
  const touches = ['CustomField']
  const remove = useAct({
    do: (field: CustomField) => deleteCustomField({ path: { custom_field_id: field.id }, headers: ifMatch(field.version) }),
    touches,
    done: (_, { label }) => t('custom.deleted', { name: label }),
    undo: (_, { id }) => restoreCustomField({ path: { custom_field_id: id } }),
  })
  const restore = useAct({ do: ({ id }: CustomField) => restoreCustomField({ path: { custom_field_id: id } }), touches, done: (_, { label }) => t('custom.restored', { name: label }) })
  const order = useAct({
    do: async ({ from, to }: { from: number; to: number }) => {
      for (const { row, position } of moved(query.data ?? [], from, to)) {
        await updateCustomField({ path: { custom_field_id: row.id }, body: { position }, headers: ifMatch(row.version) })
      }
    },
    touches,
  })
  const add = writes && (
    <Button look="primary" icon={Plus} onClick={() => open('new')}>
      {t('custom.new')}
    </Button>
  )
  const field = query.data?.find(({ id }) => id === opened)
  return (
    <SettingsPage
      title={t('custom.title')}
      actions={
        <>
          {writes && (
            <Button look="quiet" aria-pressed={deleted} onClick={() => setFilters({ deleted: !deleted })}>
              {t(deleted ? 'custom.showPresent' : 'custom.showDeleted')}
            </Button>
          )}
          {add}
        </>
      }
      under={
        <Tabs
          label={t('custom.entities')}
          tabs={ENTITIES.map((each) => ({ label: t(`custom.entity.${each}`), to: '/settings/custom-fields', search: { entity: each }, current: each === entity }))}
        />
      }
    >
      <Read query={query}>
        {(fields) =>
          fields.length === 0 ? (
            <Empty icon={SquarePen} title={t(deleted ? 'custom.noneDeleted' : 'custom.none')} action={!deleted && add}>
              {!deleted && t('custom.noneHelp')}
            </Empty>
          ) : (
            <FieldList
              fields={fields}
              writes={writes}
              deleted={deleted}
              busy={order.isPending}
              onOpen={open}
              onMove={(from, to) => order.mutate({ from, to })}
              onDelete={(each) => remove.mutate(each)}
              onRestore={(each) => restore.mutate(each)}
            />
          )
        }
      </Read>
      {writes && !deleted && query.data && (opened === 'new' || field) && <FieldSheet key={`${entity} ${opened}`} entity={entity} field={field} others={query.data} onClose={close} />}
    </SettingsPage>
  )
}
