import { useTranslation } from 'react-i18next'
import { Badge, Button, Card, Line, Row, Text } from '@/ui'
import { numberOf, priorityKey, priorityTone, statusIcon, statusKey, statusTone } from '@/work/status'
import { asDay } from '@/words/format'
import { useState } from 'react'
import { useOpenCountAt, useOpenWorkAt } from './place'
import { useEndedWork, useOpenWork, type WorkOnAsset } from './work'

export interface WorkOnProps {
  assetId: string
  onOpen: (path: string) => void
  /** So many are shown at first. */
  most?: number
}

/** What is open on an asset. */
export function WorkOn({ assetId, onOpen, most = 10 }: WorkOnProps) {
  const { t } = useTranslation('fieldThings')
  const open = useOpenWork(assetId)
  if (!open) return null
  if (!open.length) return <Text tone="muted">{t('asset.noOpen')}</Text>
  return <WorkList title={t('asset.openWork', { count: open.length })} rows={open} onOpen={onOpen} most={most} />
}

/** What is open at a site or a location, and in it. */
export function WorkAt({ placeId, onOpen, most = 5 }: { placeId: string } & Omit<WorkOnProps, 'assetId'>) {
  const { t } = useTranslation('fieldThings')
  const open = useOpenWorkAt(placeId)
  const count = useOpenCountAt(placeId)
  if (!open || count === undefined) return null
  if (!open.length) return <Text tone="muted">{t('asset.noOpen')}</Text>
  return <WorkList title={t('asset.openWork', { count })} rows={open} onOpen={onOpen} most={most} />
}

/** What was done on it, as far as this device has it. */
export function WorkDone({ assetId, onOpen, most = 5 }: WorkOnProps) {
  const { t } = useTranslation('fieldThings')
  const ended = useEndedWork(assetId)
  if (!ended?.length) return null
  return <WorkList title={t('asset.history')} rows={ended} onOpen={onOpen} most={most} />
}

function WorkList({ title, rows, onOpen, most }: { title: string; rows: readonly WorkOnAsset[]; onOpen: (path: string) => void; most: number }) {
  const { t } = useTranslation('fieldThings')
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, most)
  return (
    <Card>
      <Text bold role="heading" aria-level={2} size="lg" style={{ padding: 14, paddingBottom: 8 }}>
        {title}
      </Text>
      {shown.map((order) => (
        <WorkRow key={order.id} order={order} onPress={() => onOpen(`/work-orders/${order.id}`)} />
      ))}
      {shown.length < rows.length && <Button look="quiet" wide label={t('asset.showAll', { count: rows.length })} onPress={() => setAll(true)} />}
    </Card>
  )
}

function WorkRow({ order, onPress }: { order: WorkOnAsset; onPress: () => void }) {
  const { t } = useTranslation(['fieldThings', 'common'])
  const when = order.endedAt ? asDay(order.endedAt) : order.dueAt ? t('asset.due', { day: asDay(order.dueAt) }) : undefined
  return (
    <Row
      title={order.title}
      onPress={onPress}
      below={
        <Line gap={6}>
          <Badge label={t(statusKey(order.status))} tone={statusTone(order.status)} icon={statusIcon(order.status)} />
          {!order.endedAt && ['urgent', 'high'].includes(order.priority) && <Badge label={t(priorityKey(order.priority))} tone={priorityTone(order.priority)} />}
          <Text size="sm" tone="muted">
            {[numberOf(order), when].filter(Boolean).join(' · ')}
          </Text>
        </Line>
      }
    />
  )
}
