import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useSql } from '@/db'
import { Documents } from '@/features/photos'
import { useTheme } from '@/theme'
import { Badge, Row } from '@/ui'
import { asDay } from '@/words/format'
import { Section } from './Section'

interface OfOrder {
  id: string
  name: string
  number: string | null
  status: string
  location: string | null
}

interface Past {
  asset_id: string
  id: string
  number: number | null
  title: string
  at: number
}

/** So many past works of an asset are shown. */
const PAST = 2

/** What the work is about, what was done to it last, and its papers. */
export function Assets({ orderId }: { orderId: string }) {
  const { t } = useTranslation('fieldWork')
  const theme = useTheme()
  const assets = useSql<OfOrder>(
    ['work_order_assets', 'assets', 'locations'],
    `select a."id", a."name", a."number", a."status", l."name" as "location" from "work_order_assets" wa join "assets" a on a."id" = wa."asset_id"
     left join "locations" l on l."id" = a."location_id" where wa."work_order_id" = ? and wa."_status" <> 'deleted' order by wa."position", a."name"`,
    [orderId],
  )
  const past = useSql<Past>(
    ['work_order_assets', 'work_orders'],
    `select wa."asset_id", w."id", w."number", w."title", coalesce(w."completed_at", w."updated_at") as "at" from "work_order_assets" mine
     join "work_order_assets" wa on wa."asset_id" = mine."asset_id" join "work_orders" w on w."id" = wa."work_order_id"
     where mine."work_order_id" = ? and w."id" <> ? and w."status" in ('complete', 'closed') order by "at" desc limit 60`,
    [orderId, orderId],
  )
  if (!assets?.length) return null
  return (
    <Section title={t('asset.title', { count: assets.length })}>
        {assets.map((asset, place) => (
          <View key={asset.id} style={{ borderTopWidth: place ? 1 : 0, borderTopColor: theme.line }}>
            <Row first icon="box" title={asset.name} detail={[asset.number, asset.location].filter(Boolean).join(' · ') || undefined} onPress={() => router.push(`/assets/${asset.id}`)} end={asset.status === 'down' ? <Badge tone="bad" label={t('asset.down')} /> : undefined} />
            {(past ?? [])
              .filter((each) => each.asset_id === asset.id)
              .slice(0, PAST)
              .map((each) => (
                <Row key={each.id} first icon="history" title={each.title} lines={1} detail={t('asset.last', { day: asDay(each.at) })} onPress={() => router.push(`/work-orders/${each.id}`)} />
              ))}
          </View>
        ))}
      <Documents quiet subject="asset" subjectId={assets.map(({ id }) => id)} />
    </Section>
  )
}
