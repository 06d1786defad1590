import { router, useLocalSearchParams } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { Conflicts } from '@/conflicts'
import { type Row as Stored, useRow } from '@/db'
import { Absent } from '@/features/notifications'
import { pathText, usePlace } from '@/features/pickers'
import { Photos } from '@/features/photos'
import { usePerson } from '@/session'
import { syncNow } from '@/sync'
import { Badge, Banner, Card, Heading, Line, Row, Screen, Skeleton, Text } from '@/ui'
import { priorityKey, priorityTone } from '@/work/status'
import { unsent } from '@/work/unsent'
import { asMoment } from '@/words/format'
import { numberOf, stateLook } from './looks'
import { Messages } from './Messages'

const go = (path: string): void => router.push(path as never)

/** One request: what was asked, and what became of it. */
export default function RequestScreen() {
  const { t } = useTranslation(['fieldThings', 'field'])
  const { id } = useLocalSearchParams<{ id: string }>()
  const request = useRow('work_requests', id)
  return (
    <Screen title={request?.title ?? t('request.one')} subtitle={request ? numberOf(request) : undefined} back home="/requests" onRefresh={syncNow}>
      {request === undefined && <Skeleton />}
      {request === null && <Absent office={`/requests/${id}`} />}
      {request && <Known request={request} />}
    </Screen>
  )
}

function Known({ request }: { request: Stored<'work_requests'> }) {
  const { t } = useTranslation(['fieldThings', 'common'])
  const { may } = usePerson()
  const asset = useRow('assets', request.asset_id ?? undefined)
  const order = useRow('work_orders', request.work_order_id ?? undefined)
  const place = usePlace(request.site_id, request.location_id)
  const at = request.reported_at ?? request.created_at
  return (
    <>
      <Line>
        <Badge label={t(`request.state.${request.status}`)} {...stateLook(request.status)} />
        <Badge label={t(priorityKey(request.priority))} tone={priorityTone(request.priority)} />
        {unsent(request) && <Badge tone="info" icon="cloud-upload" label={t('unsent')} />}
      </Line>
      <Conflicts collection="work_requests" recordId={request.id} />
      {unsent(request) ? <Text tone="muted">{t('request.willSend')}</Text> : request.status === 'new' && <Text tone="muted">{t('request.waits')}</Text>}
      {request.decision_note ? (
        <Banner tone={request.status === 'declined' ? 'warn' : 'info'} icon="message-square" title={t('request.answer')}>
          {request.decision_note}
        </Banner>
      ) : null}
      <Card padded>
        <Text bold selectable>{request.title}</Text>
        {request.description ? <Text selectable>{request.description}</Text> : null}
        {at ? <Text size="sm" tone="muted">{t('request.reported', { when: asMoment(at) })}</Text> : null}
      </Card>
      {(asset || order || place || request.place_name) && (
        <Card>
          {order && may('work_orders:read') && <Row first icon="clipboard-list" title={order.title} detail={order.number ? `WO-${order.number}` : undefined} onPress={() => go(`/work-orders/${order.id}`)} />}
          {asset && <Row first={!order} icon="box" title={asset.name} detail={asset.number ?? undefined} onPress={() => go(`/assets/${asset.id}`)} />}
          {!place && !asset && request.place_name && <Row first={!order} icon="map-pin" title={request.place_name} />}
          {place && <Row first={!order && !asset} icon="map-pin" title={place.name} detail={place.path.length ? pathText({ name: place.path.at(-1)!, path: place.path.slice(0, -1) }) : undefined} />}
        </Card>
      )}
      <Messages requestId={request.id} />
      <Card padded>
        <Heading>{t('request.photos')}</Heading>
        <Photos subject="work_request" subjectId={request.id} />
      </Card>
    </>
  )
}
