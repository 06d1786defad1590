import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCount } from '@/db'
import { useWaiting } from '@/sync'
import { Button, Card, Heading, Icon, Line, Text, toast } from '@/ui'
import { exportUnsent } from './exporting'

/** What has not been sent, by kind, and a way to save it as a file. */
export function WaitingCard() {
  const { t } = useTranslation('fieldMe')
  const waiting = useWaiting() ?? []
  const drafts = useCount('drafts', []) ?? 0
  const [busy, setBusy] = useState(false)
  const save = () => {
    setBusy(true)
    exportUnsent()
      .then((name) => name && toast({ text: t('waiting.saved', { name }) }), (error: unknown) => toast({ text: t('waiting.saveFailed', { detail: String(error) }) }))
      .finally(() => setBusy(false))
  }
  return (
    <Card padded>
      <Heading>{t('waiting.title')}</Heading>
      {waiting.length === 0 ? (
        <Line wrap={false}>
          <Icon name="circle-check" tone="good" />
          <Text style={{ flex: 1 }}>{t('waiting.none')}</Text>
        </Line>
      ) : (
        <>
          {waiting.map(({ table, count }) => (
            <Line key={table} wrap={false}>
              <Icon name={table === 'photos' ? 'image' : 'cloud-upload'} size={18} tone="warn" />
              <Text style={{ flex: 1 }}>{t([`waiting.kind.${table}`, 'waiting.kind.other'], { count })}</Text>
            </Line>
          ))}
          <Text size="sm" tone="muted">{t('waiting.help')}</Text>
        </>
      )}
      {drafts > 0 && <Text size="sm" tone="muted">{t('waiting.drafts', { count: drafts })}</Text>}
      {(waiting.length > 0 || drafts > 0) && <Button icon="download" busy={busy} label={t('waiting.save')} onPress={save} />}
    </Card>
  )
}
