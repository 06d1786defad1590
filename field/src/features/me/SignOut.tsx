import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { count as counted, useDatabase } from '@/db'
import { turnOff } from '@/push/push'
import { leave, unsent } from '@/session'
import { syncNow } from '@/sync'
import { Button, Sheet, Text } from '@/ui'

interface Loss {
  changes: number
  drafts: number
}

/** Sign out: what is on this device goes, so it is said what would be lost, in words and with the number, before anything happens. */
export function SignOut() {
  const { t } = useTranslation('fieldMe')
  const database = useDatabase()
  const [loss, setLoss] = useState<Loss>()
  const [busy, setBusy] = useState(false)
  const look = async () => setLoss({ changes: await unsent(), drafts: await counted(database, 'drafts') })
  const attempt = (work: () => Promise<unknown>) => {
    setBusy(true)
    void work().finally(() => setBusy(false))
  }
  const go = (anyway: boolean) =>
    attempt(async () => {
      // Something may have been written while the question stood here: then it is asked again.
      const now = await unsent()
      if (now && (!anyway || now !== loss?.changes)) return look()
      await turnOff()
      await leave({ anyway })
    })
  const sendFirst = () =>
    attempt(async () => {
      await syncNow()
      await look()
    })
  return (
    <>
      <Button icon="log-out" label={t('person.signOut')} onPress={() => void look()} />
      <Sheet
        open={loss !== undefined}
        title={t('person.signOutTitle')}
        onClose={() => setLoss(undefined)}
        footer={
          <>
            <Button wide label={t('person.stay')} onPress={() => setLoss(undefined)} />
            {loss?.changes ? (
              <Button wide look="primary" icon="cloud-upload" busy={busy} label={t('person.sendFirst')} onPress={sendFirst} />
            ) : (
              <Button wide look={loss?.drafts ? 'danger' : 'primary'} busy={busy} label={t('person.signOut')} onPress={() => go(false)} />
            )}
          </>
        }
      >
        <Text bold={!!loss?.changes} tone={loss?.changes ? 'bad' : 'ink'}>{loss?.changes ? t('person.lose', { count: loss.changes }) : t('person.signOutHelp')}</Text>
        {loss?.drafts ? <Text>{t('person.loseDrafts', { count: loss.drafts })}</Text> : null}
        {loss?.changes ? <Button look="danger" icon="trash-2" busy={busy} label={t('person.signOutAnyway', { count: loss.changes })} onPress={() => go(true)} /> : null}
      </Sheet>
    </>
  )
}
