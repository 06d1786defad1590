import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useTheme } from '@/theme'
import { Banner, Button, Card, Heading, Icon, type IconName, Line, Text, type Tone } from '@/ui'
import { isOpen, useName, useNow, usePlace } from '@/work'
import { DueText, PriorityBadge, StatusBadge } from '../badges'
import { hasMap, openMap } from '../openMap'
import type { Order } from './acts'
import { waits } from './waits'

/** What it is, how it stands, where it is and whose. */
export function Head({ order, onAssign }: { order: Order; onAssign?: () => void }) {
  const { t } = useTranslation('fieldWork')
  const now = useNow()
  const place = usePlace(order.site_id, order.location_id)
  const assignee = useName('staff', order.assignee_id)
  const crew = useName('crews', order.crew_id)
  const reason = useName('reasons', order.status === 'cancelled' ? order.cancel_reason_id : order.hold_reason_id)
  const spot = { latitude: order.latitude ?? place?.latitude ?? null, longitude: order.longitude ?? place?.longitude ?? null, address: place?.address, label: place?.site ?? order.title }
  const why = [reason, order.status_note].filter(Boolean).join(': ')
  return (
    <Card padded>
      <Heading>{order.title}</Heading>
      <Line>
        <StatusBadge status={order.status} />
        <PriorityBadge priority={order.priority} always />
        <DueText order={order} now={now} />
      </Line>
      {order._status !== 'synced' && (
        <Fact icon="cloud-upload" tone="warn">
          {order._status === 'created' ? t('unsent.new') : t('unsent.parts', { parts: waits(order).map((part) => t(`unsent.part.${part}`)).join(', ') })}
        </Fact>
      )}
      {order.released && (
        <Banner tone="warn" icon="info" title={t('released.title')}>
          {t('released.help')}
        </Banner>
      )}
      {why !== '' && <Fact icon={order.status === 'on_hold' ? 'pause' : 'message-square'}>{why}</Fact>}
      {place?.site && (
        <View style={{ flexDirection: 'row', alignItems: 'center', gap: 8 }}>
          <View style={{ flex: 1 }}>
            <Fact icon="map-pin" detail={place.address ?? undefined}>
              {[place.site, place.location].filter(Boolean).join(' › ')}
            </Fact>
          </View>
          {hasMap(spot) && <Button icon="navigation" label={t('order.map')} onPress={() => openMap(spot)} />}
        </View>
      )}
      <View style={{ flexDirection: 'row', alignItems: 'center', gap: 8 }}>
        <View style={{ flex: 1 }}>
          <Fact icon={assignee ? 'user' : 'users'}>{[assignee, crew].filter(Boolean).join(' · ') || t('order.nobody')}</Fact>
        </View>
        {onAssign && isOpen(order) && <Button label={t('assign.open')} onPress={onAssign} />}
      </View>
      {order.description ? <Text>{order.description}</Text> : null}
    </Card>
  )
}

function Fact({ icon, tone, detail, children }: { icon: IconName; tone?: Tone; detail?: string; children: string }) {
  const theme = useTheme()
  return (
    <View style={{ flexDirection: 'row', gap: 10, minHeight: Math.round(theme.size.md * 1.4) }}>
      <View style={{ paddingTop: 2 }}>
        <Icon name={icon} size={18} tone={tone ?? 'muted'} />
      </View>
      <View style={{ flex: 1, minWidth: 0 }}>
        <Text tone={tone}>{children}</Text>
        {detail ? (
          <Text size="sm" tone="muted">
            {detail}
          </Text>
        ) : null}
      </View>
    </View>
  )
}
