import { router } from 'expo-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useDatabase } from '@/db'
import { useTheme } from '@/theme'
import { Button, Heading, Icon, Line, Sheet, Stack, Text, toast } from '@/ui'
import { asMoment } from '@/words/format'
import { act, dismiss } from './acting'
import { copies, copyText } from './copy'
import type { Told } from './loading'
import type { Way } from './ways'
import { heading, type Part, reason, type Say, told, whole } from './wording'

/** One thing that the office has otherwise: what, why, both sides, and what can be done. */
export function ConflictCard({ told: each, onRecord = false }: { told: Told; onRecord?: boolean }) {
  const { t } = useTranslation(['fieldMe', 'common'])
  const theme = useTheme()
  const database = useDatabase()
  const [asking, setAsking] = useState(false)
  const { conflict, subject } = each
  const mine = told(t as Say, each, conflict.mine)
  const office = told(t as Say, each, conflict.office)
  const done = (work: Promise<void>, said: string) => work.then(() => toast({ text: said }), (error: unknown) => toast({ text: t('conflicts.lost', { detail: String(error) }) }))
  const take = (way: Way) => void done(act(database, conflict, way), t('conflicts.taken'))
  const away = () => {
    setAsking(false)
    void done(dismiss(database, conflict), t('conflicts.dismissed'))
  }
  const copy = () => void copyText(whole(t as Say, each)).then((copied) => copied && copies && toast({ text: t('conflicts.copied') }))
  return (
    <View role="article" aria-label={heading(t as Say, each)} style={{ gap: 10, padding: 14, borderRadius: 12, backgroundColor: theme.raised, borderWidth: theme.contrast ? 2 : 1, borderColor: theme.warn, borderLeftWidth: 5 }}>
      <Line wrap={false} gap={10} style={{ alignItems: 'flex-start' }}>
        <Icon name="triangle-alert" tone="warn" />
        <Stack gap={2} style={{ flex: 1, minWidth: 0 }}>
          <Heading size="md">{heading(t as Say, each)}</Heading>
          {!onRecord && subject.name ? <Text size="sm">{subject.name}</Text> : null}
          <Text size="sm" tone="muted">{asMoment(conflict.at)}</Text>
          {each.elsewhere && <Text size="sm" tone="muted">{t('conflicts.elsewhere')}</Text>}
        </Stack>
      </Line>
      <Text>{reason(t as Say, each)}</Text>
      {(conflict.reason === 'invalid' || conflict.reason === 'other') && conflict.message ? <Text size="sm" tone="muted" selectable>{conflict.message}</Text> : null}
      {mine.length > 0 && <Side title={t('conflicts.mine')} parts={mine} />}
      {office.length > 0 && <Side title={t(each.stands === 'mine' ? 'conflicts.was' : 'conflicts.office')} parts={office} />}
      <Line>
        {each.ways.map((way) => (
          <Button key={way} label={t(`conflicts.${way}`)} icon={way === 'addAgain' ? 'plus' : 'rotate-ccw'} onPress={() => take(way)} />
        ))}
        {!onRecord && subject.path && <Button icon="chevron-right" label={t('conflicts.open')} onPress={() => router.push(subject.path as never)} />}
        <Button icon={copies ? 'copy' : 'share-2'} label={t(copies ? 'conflicts.copy' : 'conflicts.share')} onPress={copy} />
        <Button look="quiet" label={t('conflicts.dismiss')} onPress={() => (conflict.field === null && mine.length > 0 ? setAsking(true) : away())} />
      </Line>
      <Sheet
        open={asking}
        title={t('conflicts.dismissTitle')}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button wide label={t('conflicts.keep')} onPress={() => setAsking(false)} />
            <Button wide look="danger" label={t('conflicts.dismiss')} onPress={away} />
          </>
        }
      >
        <Text>{t('conflicts.dismissHelp')}</Text>
      </Sheet>
    </View>
  )
}

function Side({ title, parts }: { title: string; parts: readonly Part[] }) {
  const theme = useTheme()
  return (
    <View style={{ gap: 4, padding: 10, borderRadius: 8, backgroundColor: theme.sunken, borderWidth: theme.contrast ? 1 : 0, borderColor: theme.line }}>
      <Text size="sm" bold tone="muted">{title}</Text>
      {parts.map(({ label, text }, place) => (
        <Text key={place} selectable>
          {label ? <Text tone="muted">{`${label}: `}</Text> : null}
          {text}
        </Text>
      ))}
    </View>
  )
}
