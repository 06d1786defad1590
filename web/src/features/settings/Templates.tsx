import { deleteWorkOrderTemplate, restoreWorkOrderTemplate } from '@fettle/client'
import type { WorkOrderTemplate } from '@fettle/client'
import { listWorkOrderTemplatesInfiniteOptions } from '@fettle/client/queries'
import { LayoutTemplate, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { count, hours } from '@/lib/format'
import { PriorityMark } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/states'
import type { Column } from '@/ui/table'
import { useOpened } from './lib/opened'
import { RecordTable } from './lib/RecordTable'
import { SettingsPage } from './SettingsPage'
import { TemplateSheet } from './templates/TemplateSheet'

export default function Templates() {
  const { t } = useTranslation('reference')
  const { may } = useAccount()
  const { opened, open, close } = useOpened()
  const writes = may('templates:write')
  const columns = useMemo<Column<WorkOrderTemplate>[]>(
    () => [
      { id: 'name', header: t('name'), grow: true, phone: 'title', cell: ({ name }) => <span className="font-medium" title={name}>{name}</span> },
      { id: 'title', header: t('template.titleOf'), grow: true, phone: 'below', cell: ({ title }) => <span title={title}>{title}</span> },
      { id: 'kind', header: t('template.kind'), width: 130, cell: ({ kind }) => kind && t(`common:kind.${kind}`) },
      { id: 'priority', header: t('template.priority'), width: 110, cell: ({ priority }) => priority && <PriorityMark priority={priority} words /> },
      { id: 'tasks', header: t('template.tasks'), width: 90, align: 'end', cell: ({ tasks = [] }) => count(tasks.length) },
      { id: 'estimate', header: t('template.estimate'), width: 110, align: 'end', cell: ({ estimatedHours }) => hours(estimatedHours) },
    ],
    [t],
  )
  const add = writes && (
    <Button look="primary" icon={Plus} onClick={() => open('new')}>
      {t('template.new')}
    </Button>
  )
  return (
    <SettingsPage title={t('template.title')} fills actions={add}>
      <RecordTable<WorkOrderTemplate>
        label={t('template.title')}
        columns={columns}
        list={(query) => listWorkOrderTemplatesInfiniteOptions({ query })}
        nameOf={({ name }) => name}
        touches={['Template']}
        writes={writes}
        remove={(row) => deleteWorkOrderTemplate({ path: { template_id: row.id }, headers: ifMatch(row.version) })}
        restore={(row) => restoreWorkOrderTemplate({ path: { template_id: row.id } })}
        empty={<Empty icon={LayoutTemplate} title={t('template.none')} action={add}>{t('template.noneHelp')}</Empty>}
      />
      {opened && <TemplateSheet id={opened} onClose={close} writes={writes} />}
    </SettingsPage>
  )
}
