import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { usePerson } from '@/session'
import { Button, Sheet, Text } from '@/ui'
import type { Found } from './find'

/** Nothing on this device has this code. */
export function UnknownSheet({ unknown, onClose }: { unknown: Extract<Found, { kind: 'unknown' }> | undefined; onClose: () => void }) {
  const { t } = useTranslation('fieldThings')
  const { may } = usePerson()
  const go = (to: string) => {
    onClose()
    router.push(to as never)
  }
  const text = unknown?.code ?? unknown?.text ?? ''
  return (
    <Sheet
      open={!!unknown}
      title={t('scan.unknown')}
      onClose={onClose}
      footer={
        <>
          {may('requests:create') && <Button wide icon="message-square" label={t('scan.report')} onPress={() => go(unknown?.code ? `/requests/new?code=${unknown.code}` : '/requests/new')} />}
          {may('assets:read') && <Button wide look="primary" icon="search" label={t('scan.search')} onPress={() => go(`/assets?q=${encodeURIComponent(text.length <= 40 && !unknown?.elsewhere && !unknown?.code ? text : '')}`)} />}
        </>
      }
    >
      <Text bold>{text}</Text>
      <Text>{unknown?.elsewhere ? t('scan.elsewhere', { host: unknown.elsewhere }) : t('scan.unknownHelp')}</Text>
    </Sheet>
  )
}
