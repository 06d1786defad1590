import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, useDatabase, useRows } from '@/db'
import { syncNow } from '@/sync'
import { EmptyState, Heading, IconButton, List, Screen, Skeleton, toast } from '@/ui'
import { asDate } from '@/words/format'
import { markAllRead } from './acting'
import { byDay, nearness } from './days'
import { PushCard } from './PushCard'
import { ToldRow } from './ToldRow'
import { usePutOff } from './usePutOff'

const MOST = 500

/** What this person was told, newest first. */
export default function NotificationsScreen() {
  const { t } = useTranslation('fieldMe')
  const database = useDatabase()
  const rows = useRows('notifications', [Q.sortBy('created_at', Q.desc), Q.take(MOST)])
  const [isPutOff, putOff] = usePutOff()
  const items = useMemo(() => byDay(rows ?? []), [rows])
  const unread = (rows ?? []).filter(({ read_at }) => read_at === null).length
  const named = (day: string) => {
    const near = nearness(day, Date.now())
    return near ? t(`notifications.${near}`) : asDate(day)
  }
  return (
    <Screen
      title={t('notifications.title')}
      subtitle={unread ? t('notifications.unread', { count: unread }) : undefined}
      scroll={false}
      actions={
        unread > 0 && <IconButton icon="check-check" label={t('notifications.allRead')} onPress={() => void markAllRead(database).then(() => toast({ text: t('notifications.allReadDone') }))} />
      }
    >
      {rows ? (
        <List
          rows={items}
          keyOf={(item) => (item.kind === 'day' ? item.day : item.told.id)}
          onRefresh={syncNow}
          label={t('notifications.title')}
          above={isPutOff === false && <PushCard offer onLater={putOff} />}
          empty={<EmptyState icon="bell" title={t('notifications.none')} help={t('notifications.noneHelp')} />}
          render={(item) =>
            item.kind === 'day' ? (
              <View style={{ paddingTop: 16, paddingBottom: 6, paddingHorizontal: 2 }}>
                <Heading level={2} size="sm" tone="muted">{named(item.day)}</Heading>
              </View>
            ) : (
              <ToldRow told={item.told} first={item.first} last={item.last} />
            )
          }
        />
      ) : (
        <View style={{ padding: 12 }}>
          <Skeleton rows={5} height={72} />
        </View>
      )}
    </Screen>
  )
}
