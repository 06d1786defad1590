import type { WorkOrderTemplate } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { hours, number } from '@/lib/format'
import { useChoice } from '@/lib/records'
import { PriorityMark } from '@/ui/badge'
import { Facts } from '@/ui/page'

/** A template as those see it who may not change it. */
export function TemplateFacts({ template }: { template: WorkOrderTemplate }) {
  const { t } = useTranslation('reference')
  const gl = useChoice('glCode', template.glCodeId)
  const { tasks = [], plannedMaterials = [] } = template
  return (
    <div className="flex flex-col gap-5">
      <Facts
        facts={[
          { label: t('template.titleOf'), value: template.title },
          { label: t('template.description'), value: template.description && <span className="whitespace-pre-line">{template.description}</span> },
          { label: t('template.kind'), value: template.kind && t(`common:kind.${template.kind}`) },
          { label: t('template.priority'), value: template.priority && <PriorityMark priority={template.priority} words /> },
          { label: t('template.estimate'), value: hours(template.estimatedHours) },
          { label: t('glCode'), value: gl?.label },
        ]}
      />
      {tasks.length > 0 && (
        <section>
          <h3 className="mb-1 text-base">{t('template.tasks')}</h3>
          <ol className="list-decimal pl-6">
            {tasks.map((task, at) => (
              <li key={at} className="py-0.5">{task.title ?? <CodeName id={task.taskCodeId} />}</li>
            ))}
          </ol>
        </section>
      )}
      {plannedMaterials.length > 0 && (
        <section>
          <h3 className="mb-1 text-base">{t('template.materials')}</h3>
          <ul>
            {plannedMaterials.map(({ item, quantity, unit }, at) => (
              <li key={at} className="py-0.5">
                {item} <span className="text-muted">{number(quantity)} {unit}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function CodeName({ id }: { id: string | null | undefined }) {
  return <>{useChoice('taskCode', id)?.label ?? '…'}</>
}
