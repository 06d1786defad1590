import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { type Row, useDatabase } from '@/db'
import { officePath } from '@/push/links'
import { useTheme } from '@/theme'
import { Badge, Button, Icon, Line, Text } from '@/ui'
import { asTime } from '@/words/format'
import { acknowledge, open, screenFor } from './acting'
import { asksForAnswer, iconOf } from './kinds'

/** One thing that somebody was told. A tap opens what it is about. */
export const ToldRow = memo(function ToldRow({ told, first, last }: { told: Row<'notifications'>; first: boolean; last: boolean }) {
  const { t } = useTranslation('fieldMe')
  const theme = useTheme()
  const database = useDatabase()
  const unread = told.read_at === null
  const inOffice = !screenFor(told) && officePath(told.subject, told.subject_id) !== '/notifications'
  return (
    <View
      style={{
        backgroundColor: unread ? theme.accentSoft : theme.raised, borderColor: theme.line, borderWidth: theme.contrast ? 2 : 1, borderTopWidth: first ? (theme.contrast ? 2 : 1) : 0, overflow: 'hidden',
        borderTopLeftRadius: first ? 12 : 0, borderTopRightRadius: first ? 12 : 0, borderBottomLeftRadius: last ? 12 : 0, borderBottomRightRadius: last ? 12 : 0,
      }}
    >
      <Pressable
        role="button"
        onPress={() => void open(database, told)}
        style={({ pressed }) => ({ flexDirection: 'row', gap: 12, minHeight: 64, paddingHorizontal: 14, paddingVertical: 12, backgroundColor: pressed ? theme.hover : 'transparent' })}
      >
        <View style={{ paddingTop: 1 }}>
          <Icon name={iconOf(told.subject)} tone={told.urgent ? 'bad' : unread ? 'accent' : 'muted'} />
        </View>
        <View style={{ flex: 1, minWidth: 0, gap: 2 }}>
          <Text bold={unread}>{told.title}</Text>
          {told.body ? <Text size="sm" tone="muted">{told.body}</Text> : null}
          <Line>
            {told.created_at ? <Text size="sm" tone="muted">{asTime(told.created_at)}</Text> : null}
            {told.urgent && <Badge tone="bad" icon="triangle-alert" label={t('notifications.urgent')} />}
            {told.acknowledged_at !== null && <Badge tone="good" icon="check" label={t('notifications.acknowledged')} />}
          </Line>
        </View>
        {unread && <View role="img" aria-label={t('notifications.new')} style={{ width: 12, height: 12, borderRadius: 6, marginTop: 5, backgroundColor: theme.accent }} />}
        {inOffice && (
          <View role="img" aria-label={t('notifications.inOffice')}>
            <Icon name="external-link" size={18} tone="muted" />
          </View>
        )}
      </Pressable>
      {asksForAnswer(told) && (
        <View style={{ paddingLeft: 48, paddingRight: 14, paddingBottom: 12 }}>
          <Button icon="check" label={t('notifications.acknowledge')} hint={told.title} onPress={() => void acknowledge(database, told)} />
        </View>
      )}
    </View>
  )
})
