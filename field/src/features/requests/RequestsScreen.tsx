import { router } from 'expo-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, useRows } from '@/db'
import { usePerson } from '@/session'
import { syncNow } from '@/sync'
import { Badge, Button, Card, EmptyState, Heading, Line, List, Row, Screen, Segmented, Skeleton, Text } from '@/ui'
import { priorityKey, priorityTone } from '@/work/status'
import { asDay } from '@/words/format'
import { KIND, readDraft } from './draft'
import { type RequestLine, useRequests } from './list'
import { numberOf, stateLook } from './looks'

const open = (id: string): void => router.push(`/requests/${id}` as never)

/** What I asked for, and what became of it. `start`: the first screen of those who only ask. */
export default function RequestsScreen({ start = false }: { start?: boolean }) {
  const { t } = useTranslation('fieldThings')
  const { userId, may } = usePerson()
  const all = useRequests(userId)
  const [whose, setWhose] = useState<'mine' | 'all'>('mine')
  const others = !!all?.some((request) => !request.mine)
  const rows = useMemo(() => (whose === 'mine' && others ? all?.filter((request) => request.mine) : all), [all, whose, others])
  const create = may('requests:create')
  return (
    <Screen
      title={t('request.many')}
      back={!start}
      scroll={false}
      footer={create && <Button wide look="primary" icon="plus" label={t('request.new')} onPress={() => router.push('/requests/new' as never)} />}
      above={
        others && (
          <Segmented label={t('request.whose')} value={whose} options={[{ value: 'mine', label: t('request.mine') }, { value: 'all', label: t('request.all') }]} onChange={setWhose} />
        )
      }
    >
      {rows ? (
        <List
          rows={rows}
          keyOf={(request) => request.id}
          gap={8}
          label={t('request.many')}
          onRefresh={syncNow}
          above={<Begun />}
          empty={<EmptyState icon="message-square" title={t('request.none')} help={create ? t('request.noneHelp') : undefined} />}
          render={(request) => <RequestRow request={request} />}
        />
      ) : (
        <View style={{ padding: 12 }}>
          <Skeleton />
        </View>
      )}
    </Screen>
  )
}

function RequestRow({ request }: { request: RequestLine }) {
  const { t } = useTranslation(['fieldThings', 'common'])
  const state = t(`request.state.${request.status}`)
  const about = [numberOf(request), request.asset ?? request.site, request.reportedAt && asDay(request.reportedAt)].filter(Boolean).join(' · ')
  return (
    <Card>
      <Row
        first
        title={request.title}
        onPress={() => open(request.id)}
        below={
          <View style={{ gap: 4 }}>
            <Line gap={6}>
              <Badge label={state} {...stateLook(request.status)} />
              {['urgent', 'high'].includes(request.priority) && <Badge label={t(priorityKey(request.priority))} tone={priorityTone(request.priority)} />}
              {!!request.unsent && <Badge tone="info" icon="cloud-upload" label={t('unsent')} />}
            </Line>
            <Text size="sm" tone="muted">
              {about}
            </Text>
            {request.decisionNote ? <Text size="sm">{request.decisionNote}</Text> : null}
          </View>
        }
      />
    </Card>
  )
}

/** What was begun and not sent. */
function Begun() {
  const { t } = useTranslation('fieldThings')
  const drafts = useRows('drafts', [Q.where('kind', KIND), Q.sortBy('updated_at', Q.desc)])
  const begun = (drafts ?? []).map((draft) => ({ text: readDraft(draft.value).text, key: draft.key })).filter(({ text }) => text?.trim())
  if (!begun.length) return null
  return (
    <Card style={{ marginBottom: 12 }}>
      <Heading style={{ padding: 14, paddingBottom: 8 }}>{t('request.begun')}</Heading>
      {begun.map((draft) => (
        <Row
          key={draft.key}
          icon="pencil"
          title={draft.text ?? ''}
          lines={1}
          onPress={() => router.push(`/requests/new?draft=${encodeURIComponent(draft.key)}` as never)}
        />
      ))}
    </Card>
  )
}
