import type { WorkOrderDetail } from '@fettle/client'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, Printer } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, hours, moment, number } from '@/lib/format'
import { Button, buttonClass } from '@/ui/button'
import { useCustomFacts } from '@/ui/custom'
import { Qr } from '@/ui/qr'
import { Read } from '@/ui/states'
import { numberOf, useWorkOrder } from './detail/useWorkOrder'

/** A work order on paper: what to do and where, boxes to tick, lines to write on. Black on white in every theme. */
export default function Print() {
  const { workOrderId } = useParams({ strict: false }) as { workOrderId: string }
  const query = useWorkOrder(workOrderId)
  return <Read query={query} lines={10}>{(workOrder) => <Paper workOrder={workOrder} />}</Read>
}

function Paper({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { tenant } = useAccount()
  const custom = useCustomFacts('work_order', workOrder.custom)
  const title = numberOf(workOrder)
  useEffect(() => {
    document.title = `${title} · Fettle`
  }, [title])
  const address = `${location.origin}/work-orders/${workOrder.id}`
  const { tasks = [], assets = [], plannedMaterials = [], description, siteName, locationName, dueAt, scheduledStart, assigneeName, crewName, priority, kind, estimatedHours, reference } = workOrder
  const facts: Array<[string, ReactNode]> = [
    [t('detail.site'), siteName], [t('detail.location'), locationName], [t('detail.assignee'), assigneeName], [t('detail.crew'), crewName], [t('detail.plannedStart'), moment(scheduledStart)],
    [t('detail.due'), moment(dueAt)], [t('detail.priority'), priority && t(`common:priority.${priority}`)], [t('detail.kind'), kind && t(`common:kind.${kind}`)],
    [t('detail.estimatedHours'), hours(estimatedHours)], [t('detail.reference'), reference], ...custom.map(({ label, value }): [string, ReactNode] => [label, value]),
  ]
  return (
    <div className="min-h-full bg-sunken print:bg-transparent">
      <div className="no-print sticky top-0 z-10 flex items-center gap-2 border-b bg-paper px-4 py-2">
        <Link to="/work-orders/$workOrderId" params={{ workOrderId: workOrder.id }} className={buttonClass('quiet')}>
          <ArrowLeft aria-hidden className="size-4" />
          {t('print.back')}
        </Link>
        <Button look="primary" icon={Printer} className="ml-auto" onClick={() => window.print()}>
          {t('print.print')}
        </Button>
      </div>
      <article className="scheme-light mx-auto my-4 max-w-[210mm] rounded-lg border bg-raised p-[12mm] text-ink print:m-0 print:max-w-none print:rounded-none print:border-0 print:p-0">
        <header className="flex items-start gap-4 border-b-2 border-ink pb-3">
          <div className="min-w-0 flex-1">
            <p className="text-sm">{tenant.name}</p>
            <p className="text-2xl font-bold">{title}</p>
            <h1 className="break-words">{workOrder.title}</h1>
          </div>
          <figure className="w-24 shrink-0 text-center">
            <Qr text={address} label={t('print.scan', { number: title })} className="w-full" />
            <figcaption className="text-[0.625rem] leading-tight">{t('print.scan', { number: title })}</figcaption>
          </figure>
        </header>
        <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-1.5 sm:grid-cols-3 print:grid-cols-3">
          {facts.filter(([, value]) => !!value).map(([label, value]) => (
            <div key={label} className="min-w-0">
              <dt className="text-xs">{label}</dt>
              <dd className="font-medium break-words">{value}</dd>
            </div>
          ))}
        </dl>
        {assets.length > 0 && <Part title={t('print.assets')}><p>{assets.map(({ name, number: code }) => [name, code && `(${code})`].filter(Boolean).join(' ')).join(', ')}</p></Part>}
        {description && <Part title={t('print.work')}><p className="break-words whitespace-pre-line">{description}</p></Part>}
        {tasks.length > 0 && (
          <Part title={t('print.tasks')}>
            <ol className="flex flex-col">
              {tasks.map(({ id, title: task, instructions, status, result, estimatedHours: planned, assetId }) => (
                <li key={id} className="flex break-inside-avoid items-start gap-3 border-b py-1.5">
                  <span aria-hidden className="mt-0.5 grid size-4 shrink-0 place-items-center border-2 border-ink text-xs leading-none font-bold">{status === 'done' ? '✓' : status === 'failed' ? '✗' : status === 'skipped' ? '–' : ''}</span>
                  <div className="min-w-0 flex-1">
                    <p className="font-medium break-words">
                      {task}
                      {status && status !== 'open' && <span className="font-normal"> ({t(`task.status.${status}`)})</span>}
                    </p>
                    {instructions && <p className="text-sm break-words whitespace-pre-line">{instructions}</p>}
                    {assets.length > 1 && assetId && <p className="text-sm">{assets.find((asset) => asset.id === assetId)?.name}</p>}
                    {result && <p className="text-sm">{t('task.result', { result })}</p>}
                  </div>
                  <span className="w-12 shrink-0 text-right text-sm">{hours(planned)}</span>
                  <span className="w-32 shrink-0 self-end border-b border-dotted border-ink text-xs">{t('print.result')}</span>
                </li>
              ))}
            </ol>
          </Part>
        )}
        {plannedMaterials.length > 0 && (
          <Part title={t('print.materials')}>
            <ul>{plannedMaterials.map(({ item, quantity, unit, partNumber }, at) => <li key={at}>☐ {number(quantity)} {unit} {item} {partNumber}</li>)}</ul>
          </Part>
        )}
        <Part title={t('print.notes')}>
          {[1, 2, 3, 4].map((line) => <div key={line} className="h-7 border-b border-dotted border-ink" />)}
        </Part>
        <div className="mt-8 grid break-inside-avoid grid-cols-4 gap-6">
          {([['print.worker', 2], ['print.hours', 1], ['print.date', 1]] as const).map(([label, span]) => (
            <p key={label} className={span === 2 ? 'col-span-2 border-t border-ink pt-1 text-xs' : 'border-t border-ink pt-1 text-xs'}>{t(label)}</p>
          ))}
          <p className="col-span-4 mt-8 max-w-[60%] border-t border-ink pt-1 text-xs">{t('print.signature')}</p>
        </div>
        <footer className="mt-6 flex flex-wrap justify-between gap-x-4 text-[0.625rem]">
          <span className="break-all">{address}</span>
          <span>{t('print.printed', { when: day(new Date().toISOString(), { year: true }) })}</span>
        </footer>
      </article>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-4">
      <h2 className="mb-1 text-sm font-bold tracking-wide uppercase">{title}</h2>
      {children}
    </section>
  )
}
