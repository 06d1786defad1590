import { router } from 'expo-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { type Theme, useTheme } from '@/theme'
import { Badge, Icon, IconButton, Text } from '@/ui'
import { asNumber } from '@/words/format'
import { numberOf, said, statusKey, type WorkLine } from '@/work'
import { PriorityBadge, StatusBadge, useDueText } from '../badges'
import { hasMap, openMap } from '../openMap'

/** All rows are equally high, so that ten thousand scroll without a jump. */
export function rowHeight(theme: Theme): number {
  const lines = Math.round(theme.size.md * 1.4) * 2 + Math.round(theme.size.sm * 1.4)
  return lines + badgesHeight(theme) + 2 * 10 + 2 * 4 + 1
}

/** Large text needs two lines for the badges. */
const badgesHeight = ({ size, text }: Theme): number => (Math.round(size.sm * 1.4) + 6) * (text > 1.2 ? 2 : 1) + (text > 1.2 ? 4 : 0)

export interface WorkRowProps {
  line: WorkLine | undefined
  now: number
  /** In metres, where the list is sorted by it. */
  away?: number
}

function WorkRowInside({ line, now, away }: WorkRowProps) {
  const theme = useTheme()
  const { t } = useTranslation(['fieldWork', 'common'])
  const due = useDueText()
  const height = rowHeight(theme)
  const frame = { height, borderBottomWidth: theme.contrast ? 2 : 1, borderBottomColor: theme.line, backgroundColor: theme.raised }
  if (!line) return <View style={frame} aria-busy />
  const number = numberOf(line) ?? t('list.noNumber')
  const place = [line.site, line.location, line.asset && (line.assets > 1 ? t('list.assetAnd', { name: line.asset, count: line.assets - 1 }) : line.asset)].filter(Boolean).join(' · ')
  const far = away === undefined ? undefined : said(away)
  const distance = far && t(`distance.${far.unit}`, { value: asNumber(far.value, 1) })
  const who = line.assignee ?? line.crew
  const when = due(line, now)
  const spot = { latitude: line.latitude, longitude: line.longitude, address: line.address, label: line.title }

  const where = [when && '', distance, place].filter((part) => part !== undefined).join(' · ')
  const done = line.tasks > 0 ? t('list.tasks', { answered: line.answered, all: line.tasks }) : undefined
  const status = t(line.released ? 'released.short' : statusKey(line.status))
  return (
    <View style={{ ...frame, flexDirection: 'row', alignItems: 'stretch', overflow: 'hidden' }}>
      <Pressable
        role="link"
        testID={`work-${line.id}`}
        onPress={() => router.push(`/work-orders/${line.id}`)}
        style={({ pressed }) => ({ flex: 1, minWidth: 0, paddingLeft: 14, paddingRight: 4, paddingVertical: 8, gap: 4, justifyContent: 'center', backgroundColor: pressed ? theme.hover : theme.raised })}
      >
        <Text bold numberOfLines={2}>
          {line.title}
        </Text>
        <Text size="sm" tone="muted" numberOfLines={1}>
          {when && (
            <Text size="sm" bold tone={when.bad ? 'bad' : 'ink'}>
              {when.text}
            </Text>
          )}
          {where}
        </Text>
        <View style={{ flexDirection: 'row', alignItems: 'center', columnGap: 8, rowGap: 4, flexWrap: theme.text > 1.2 ? 'wrap' : 'nowrap', height: badgesHeight(theme), overflow: 'hidden' }}>
          {!!line.unsent && (
            <View role="img" aria-label={t('unsent.short')}>
              <Icon name="cloud-upload" size={18} tone="warn" />
            </View>
          )}
          {line.released ? <Badge label={status} tone="bad" icon="info" /> : <StatusBadge status={line.status} />}
          <PriorityBadge priority={line.priority} />
          <Text size="sm" tone="muted" figures numberOfLines={1} style={{ flexShrink: 0 }}>
            {number}
          </Text>
          {done && (
            <Text size="sm" tone="muted" figures numberOfLines={1} style={{ flexShrink: 0 }}>
              {done}
            </Text>
          )}
          {who && (
            <Text size="sm" tone="muted" numberOfLines={1} style={{ flexShrink: 1 }}>
              {who}
            </Text>
          )}
        </View>
      </Pressable>
      {hasMap(spot) && (
        <View style={{ justifyContent: 'center', paddingRight: 2 }}>
          <IconButton icon="navigation" tone="muted" label={t('list.map', { number, title: line.title })} onPress={() => openMap(spot)} />
        </View>
      )}
    </View>
  )
}

/** One work order in a list. Drawn again only when something of it has changed. */
export const WorkRow = memo(WorkRowInside)
