import { createTag, setWorkOrderTags, type WorkOrderDetail, type WorkOrderPatch } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { number } from '@/lib/format'
import { useAct } from '@/lib/query'
import { type RecordKind, useChoice } from '@/lib/records'
import { Badge } from '@/ui/badge'
import { Panel } from '@/ui/page'
import { RecordPicker } from '@/ui/picker'
import { useCustomFacts } from '@/ui/custom'
import { PickRecord } from '../../list/editors'
import { takesChange } from '../rules'
import { showAhead, TOUCHED, useFieldEdit } from '../useWorkOrder'
import { Editable } from './Editable'

const CODES = [
  ['problemCodeId', 'problemCode', 'problem', 'failureCode', { kind: ['problem'] }],
  ['causeCodeId', 'causeCode', 'cause', 'failureCode', { kind: ['cause'] }],
  ['remedyCodeId', 'remedyCode', 'remedy', 'failureCode', { kind: ['remedy'] }],
] as const

/** How it is classed: kind, codes, account, tags and the tenant's own fields; and where it comes from. */
export function Classes({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const edit = useFieldEdit(workOrder)
  const custom = useCustomFacts('work_order', workOrder.custom)
  const can = (field: keyof WorkOrderPatch) => may('work_orders:write') && takesChange(workOrder, field)
  const repairs = workOrder.kind === 'corrective' || workOrder.kind === 'request'
  return (
    <Panel title={t('detail.classes')}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 lg:grid-cols-1 xl:grid-cols-2">
        <Editable label={t('detail.kind')}>{workOrder.kind && t(`common:kind.${workOrder.kind}`)}</Editable>
        {!household && (
          <Editable
            label={t('detail.glCode')}
            editor={can('glCodeId') && ((close) => (
              <PickRecord
                kind="glCode"
                value={workOrder.glCodeId}
                label={t('detail.glCode')}
                none={t('common:none')}
                onPick={(glCodeId, glCode) => {
                  close()
                  edit.mutate({ change: { glCodeId }, shown: { glCode } })
                }}
              />
            ))}
          >
            {workOrder.glCode}
          </Editable>
        )}
        {CODES.map(([field, name, label, kind, within]) =>
          (repairs || workOrder[field]) && (
            <Editable
              key={field}
              label={t(`detail.${label}`)}
              editor={can(field) && ((close) => (
                <RecordPicker
                  inline
                  autoFocus
                  kind={kind}
                  within={{ ...within, active: true }}
                  aria-label={t(`detail.${label}`)}
                  value={workOrder[field]}
                  extra={[{ id: 'none', label: t('common:none') }]}
                  onChange={(id) => {
                    close()
                    const chosen = typeof id === 'string' && id !== 'none' ? id : null
                    edit.mutate({ change: { [field]: chosen }, shown: { [name]: chosen ? undefined : null } })
                  }}
                />
              ))}
            >
              {workOrder[field] && <CodeName kind={kind} id={workOrder[field]} />}
            </Editable>
          ),
        )}
        {workOrder.reference && <Editable label={t('detail.reference')}>{workOrder.reference}</Editable>}
        {custom.filter(({ value }) => value !== '').map(({ label, value }) => <Editable key={label} label={label}>{value}</Editable>)}
      </dl>
      <Tags workOrder={workOrder} />
      {(workOrder.plannedMaterials ?? []).length > 0 && (
        <div className="mt-3 border-t pt-3">
          <h3 className="text-xs font-normal text-muted">{t('detail.materials')}</h3>
          <ul>
            {workOrder.plannedMaterials!.map(({ item, quantity, unit, partNumber }, at) => (
              <li key={at} className="flex gap-2">
                <span className="min-w-0 flex-1">{item}{partNumber && <span className="text-xs text-muted"> {partNumber}</span>}</span>
                <span className="text-muted">{number(quantity)} {unit}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Origin workOrder={workOrder} />
    </Panel>
  )
}

function CodeName({ kind, id }: { kind: RecordKind; id: string }) {
  return <>{useChoice(kind, id)?.label ?? '…'}</>
}

function Tags({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const { tags = [], tagIds = [] } = workOrder
  const path = { work_order_id: workOrder.id }
  const set = useAct({
    do: (ids: string[]) => setWorkOrderTags({ path, body: { tagIds: ids } }),
    touches: TOUCHED,
    ahead: (ids, client) => showAhead(client, workOrder.id, () => ({ tagIds: ids, tags: tags.filter(({ id }) => ids.includes(id)) })),
  })
  return (
    <dl className="mt-3 border-t pt-3">
      <Editable
        label={t('detail.tags')}
        editor={may('work_orders:write') && (() => (
          <RecordPicker
            inline
            many
            autoFocus
            kind="tag"
            aria-label={t('detail.tags')}
            value={tagIds}
            onChange={(ids) => set.mutate(Array.isArray(ids) ? ids : [])}
            {...(may('tags:write') && { create: async (name: string) => (await createTag({ body: { name } })).id })}
          />
        ))}
      >
        {tags.length > 0 && <span className="flex flex-wrap gap-1">{tags.map(({ id, name }) => <Badge key={id}>{name}</Badge>)}</span>}
      </Editable>
    </dl>
  )
}

/** What it came out of: a plan, a request, other work, a template. */
function Origin({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const { planId, templateId, followUpOfId, followUpOfNumber, requests = [] } = workOrder
  const plan = useChoice('plan', may('plans:read') ? planId : null)
  const template = useChoice('template', templateId)
  const lines: Array<[string, ReactNode]> = []
  if (planId) {
    lines.push([t('detail.plan'), may('plans:read') ? <Link key="plan" to="/plans/$planId" params={{ planId }} className="link">{plan?.label ?? '…'}</Link> : t('common:yes')])
  }
  if (followUpOfId) {
    lines.push([t('detail.follows'), <Link key="follows" to="/work-orders/$workOrderId" params={{ workOrderId: followUpOfId }} className="link">{`WO-${followUpOfNumber}`}</Link>])
  }
  for (const request of requests) {
    const words = `#${request.number} ${request.title}`
    lines.push([
      t('detail.request'),
      <span key={request.id}>
        {may('requests:read') ? <Link to="/requests/$requestId" params={{ requestId: request.id }} className="link">{words}</Link> : words}
        {request.requesterName && <span className="block text-xs text-muted">{request.requesterName}</span>}
      </span>,
    ])
  }
  if (templateId) lines.push([t('detail.template'), template?.label ?? '…'])
  if (lines.length === 0) return null
  return (
    <dl className="mt-3 flex flex-col gap-3 border-t pt-3">
      {lines.map(([label, value], at) => <Editable key={at} label={label}>{value}</Editable>)}
    </dl>
  )
}
