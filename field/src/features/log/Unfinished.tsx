import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/db'
import { asMoment, asNumber, asTime } from '@/words/format'
import { Card, Row } from '@/ui'
import { Clock } from './Clock'
import { hoursIn, LOG, readDraft } from './drafts.ts'
import { draftsOf } from '@/drafts/keeping'
import { titleOf, useTimer } from './running.ts'

/** The clock that runs, and log entries that were begun: offered wherever work is listed. Nothing when there is nothing. */
export function Unfinished() {
  const { t } = useTranslation('fieldLog')
  const timer = useTimer()
  const begun = useLive(['drafts', 'work_orders'], async (database) => {
    const found = (await draftsOf(database, LOG)).flatMap((row) => {
      const draft = readDraft(row.value)
      return draft ? [{ draft, at: row.updated_at }] : []
    })
    return Promise.all(found.slice(0, 5).map(async ({ draft, at }) => ({ key: draft.entryId, id: draft.workOrderId, corrects: draft.corrects?.entryId, hours: hoursIn(draft), at, title: await titleOf(database, draft.workOrderId) })))
  }, [])
  if (!timer && !begun?.length) return null
  return (
    <Card>
      {timer && (
        <Row
          first
          icon="timer"
          iconTone="accent"
          title={timer.title}
          detail={t('timer.since', { at: asTime(timer.startedAt) })}
          label={t('timer.runs', { title: timer.title, at: asTime(timer.startedAt) })}
          end={<Clock startedAt={timer.startedAt} size="lg" tone="accent" />}
          onPress={() => router.push(`/work-orders/${timer.workOrderId}/log`)}
        />
      )}
      {begun?.map(({ key, id, corrects, title, hours, at }, place) => (
        <Row
          key={key}
          first={!timer && place === 0}
          icon="history"
          iconTone="warn"
          title={title || t('title')}
          detail={[t(corrects ? 'section.begunCorrection' : 'section.begun'), hours ? t('hours', { hours: asNumber(hours) }) : '', asMoment(at)].filter(Boolean).join(' · ')}
          onPress={() => router.push(`/work-orders/${id}/log${corrects ? `?corrects=${corrects}` : ''}`)}
        />
      ))}
    </Card>
  )
}
