import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, useRows } from '@/db'
import { Unfinished } from '@/features/log'
import { Card, Row } from '@/ui'
import { asMoment } from '@/words/format'
import { NEW, paramsOf, readNew } from '../new/draft'

/** What was begun and not saved: a clock that runs, log entries, new work. */
export function Begun() {
  const { t } = useTranslation('fieldWork')
  const drafts = useRows('drafts', [Q.where('kind', NEW), Q.sortBy('updated_at', Q.desc)])
  const begun = (drafts ?? []).flatMap((row) => {
    const draft = readNew(row.value)
    return draft ? [{ row, draft }] : []
  })
  return (
    <View style={{ gap: 8, paddingHorizontal: begun.length ? 12 : 0, paddingVertical: begun.length ? 8 : 0 }}>
      <Unfinished />
      {begun.length > 0 && (
        <Card>
          {begun.map(({ row, draft }, place) => (
            <Row
              key={row.id}
              first={place === 0}
              icon="pencil"
              iconTone="warn"
              title={draft.title.trim() || t('new.title')}
              detail={`${t('new.begun')} · ${asMoment(row.updated_at)}`}
              onPress={() => router.push({ pathname: '/work-orders/new', params: paramsOf(row.key) })}
            />
          ))}
        </Card>
      )}
    </View>
  )
}
