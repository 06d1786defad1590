import { deleteWorkRequest, restoreWorkRequest } from '@fettle/client'
import { getWorkRequestOptions, listWorkRequestHistoryInfiniteOptions } from '@fettle/client/queries'
import type { WorkRequest } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CopyX, Ellipsis, Trash2, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { type Shortcuts, useShortcuts } from '@/app/shortcuts'
import { ifMatch } from '@/lib/api'
import { moment, relative } from '@/lib/format'
import { useAct } from '@/lib/query'
import { useChoice } from '@/lib/records'
import { Badge, PriorityMark } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Comments } from '@/ui/comments'
import { CustomFacts } from '@/ui/custom'
import { Files } from '@/ui/files'
import { History } from '@/ui/history'
import { Menu } from '@/ui/overlay'
import { Facts } from '@/ui/page'
import { Read } from '@/ui/states'
import { STATE_TONES } from './columns'
import { Approve, Decline, Merge } from './Decide'
import { Duplicates } from './Duplicates'

interface Props {
  id: string
  onDecided: (id: string) => void
  onOpen: (id: string) => void
}

/** One request with everything that a decision needs. Keys: a approves, d declines, m merges. */
export function RequestPane(props: Props) {
  const query = useQuery(getWorkRequestOptions({ path: { request_id: props.id } }))
  return <Read query={query}>{(request) => <Inside {...props} request={request} />}</Read>
}

type Deciding = 'approve' | 'decline' | 'merge'

function Inside({ request, onDecided, onOpen }: Props & { request: WorkRequest }) {
  const { t } = useTranslation('requests')
  const { may } = useAccount()
  const [deciding, setDeciding] = useState<Deciding>()
  const [twin, setTwin] = useState<string | null>(null)
  const state = request.status ?? 'new'
  const open = state === 'new' && !request.deletedAt && may('requests:decide')
  useShortcuts(
    useMemo(
      (): Shortcuts => (open ? { a: () => setDeciding('approve'), d: () => setDeciding('decline'), m: () => setDeciding('merge') } : {}),
      [open],
    ),
  )
  const remove = useAct({
    do: () => deleteWorkRequest({ path: { request_id: request.id }, headers: ifMatch(request.version) }),
    touches: ['WorkRequest'],
    done: t('removed'),
    undo: () => restoreWorkRequest({ path: { request_id: request.id } }),
    then: () => onDecided(request.id),
  })
  const close = () => {
    setDeciding(undefined)
    setTwin(null)
  }
  const done = () => {
    close()
    onDecided(request.id)
  }
  return (
    <article className="mx-auto max-w-3xl px-4 py-4 sm:px-6">
      <header className="mb-4">
        <p className="mb-1 flex flex-wrap items-center gap-2 text-sm text-muted">
          WR-{request.number}
          <Badge tone={STATE_TONES[state]}>{t(`state.${state}`)}</Badge>
          <PriorityMark priority={request.priority ?? 'medium'} words />
        </p>
        <h2 className="text-xl break-words">{request.title}</h2>
        <div className="mt-3 flex flex-wrap gap-2">
          {open && (
            <>
              <Button look="primary" icon={Check} onClick={() => setDeciding('approve')}>
                {t('approve.verb')}
              </Button>
              <Button icon={X} onClick={() => setDeciding('decline')}>
                {t('decline.verb')}
              </Button>
              <Button icon={CopyX} onClick={() => setDeciding('merge')}>
                {t('merge.verb')}
              </Button>
            </>
          )}
          {may('requests:create') && !request.deletedAt && (
            <Menu
              label={t('common:more')}
              trigger={<IconButton icon={Ellipsis} label={t('common:more')} />}
              items={[{ label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate() }]}
            />
          )}
        </div>
      </header>
      <Outcome request={request} onOpen={onOpen} />
      {request.description && request.description !== request.title && <p className="mb-5 break-words whitespace-pre-wrap">{request.description}</p>}
      {open && (
        <Duplicates
          id={request.id}
          onMerge={(id) => {
            setTwin(id)
            setDeciding('merge')
          }}
        />
      )}
      <Details request={request} />
      <Part title={t('photos')}>
        <Files record={{ type: 'work_request', id: request.id }} />
      </Part>
      <Part title={t('messages')}>
        <Comments record={{ type: 'work_request', id: request.id, siteId: request.siteId, requestedById: request.requestedById }} asksPublic />
      </Part>
      {may('requests:read') && (
        <Part title={t('history')}>
          <History of={listWorkRequestHistoryInfiniteOptions({ path: { request_id: request.id } })} />
        </Part>
      )}
      {deciding === 'approve' && <Approve request={request} onClose={close} onDone={done} />}
      {deciding === 'decline' && <Decline request={request} onClose={close} onDone={done} />}
      {deciding === 'merge' && <Merge request={request} twin={twin} onClose={close} onDone={done} />}
    </article>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="mt-6 border-t pt-4">
      <h3 className="mb-3">{title}</h3>
      {children}
    </section>
  )
}

function Outcome({ request, onOpen }: { request: WorkRequest; onOpen: (id: string) => void }) {
  const { t } = useTranslation('requests')
  const order = useChoice('workOrder', request.workOrderId)
  const reason = useChoice('reason', request.declineReasonId)
  if (request.status === 'new') return null
  return (
    <div className="mb-4 rounded-md bg-sunken px-3 py-2">
      <p>
        {t(`outcome.${request.status}`)} {request.decidedAt && <span className="text-muted">{moment(request.decidedAt)}</span>}
      </p>
      {reason && <p>{reason.label}</p>}
      {request.decisionNote && <p className="text-muted">{request.decisionNote}</p>}
      {request.workOrderId && (
        <Link to="/work-orders/$workOrderId" params={{ workOrderId: request.workOrderId }} className="link">
          {order ? `${order.label} ${order.note ?? ''}` : t('outcome.order')}
        </Link>
      )}
      {request.duplicateOfId && (
        <button type="button" className="link" onClick={() => onOpen(request.duplicateOfId!)}>
          {t('outcome.twin')}
        </button>
      )}
    </div>
  )
}

function Details({ request }: { request: WorkRequest }) {
  const { t } = useTranslation('requests')
  const site = useChoice('site', request.siteId)
  const location = useChoice('location', request.locationId)
  const asset = useChoice('asset', request.assetId)
  return (
    <>
      <Facts
        wide
        facts={[
          { label: t('field.reported'), value: `${moment(request.reportedAt)} (${relative(request.reportedAt)})` },
          { label: t('field.source'), value: t(`source.${request.source ?? 'staff'}`) },
          { label: t('field.requester'), value: request.requesterName },
          { label: t('field.email'), value: request.requesterEmail && <a className="link" href={`mailto:${request.requesterEmail}`}>{request.requesterEmail}</a> },
          { label: t('field.phone'), value: request.requesterPhone && <a className="link" href={`tel:${request.requesterPhone}`}>{request.requesterPhone}</a> },
          { label: t('field.site'), value: request.siteId && <Link className="link" to="/sites/$siteId" params={{ siteId: request.siteId }}>{site?.label ?? '…'}</Link> },
          { label: t('field.location'), value: location?.label },
          { label: t('field.asset'), value: request.assetId && <Link className="link" to="/assets/$assetId" params={{ assetId: request.assetId }}>{asset?.label ?? '…'}</Link> },
        ]}
      />
      <div className="mt-3">
        <CustomFacts entity="work_request" values={request.custom} wide />
      </div>
    </>
  )
}
