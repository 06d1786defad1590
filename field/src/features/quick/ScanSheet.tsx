import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDatabase } from '@/db'
import { find, read, Scanner } from '@/features/scan'
import { refused, succeeded } from '@/platform/haptics'
import { Sheet, Text, TextInput } from '@/ui'

/** Scan the label of what was fixed, or type what stands on it. */
export function ScanSheet({ onClose, onAsset }: { onClose: () => void; onAsset: (id: string) => void }) {
  const { t } = useTranslation('fieldLog')
  const database = useDatabase()
  const [typed, setTyped] = useState('')
  const [unknown, setUnknown] = useState(false)
  const look = useCallback(
    async (text: string) => {
      const found = await find(database, read(text))
      const id = found.kind === 'asset' ? found.id : found.kind === 'assets' ? found.ids[0] : undefined
      setUnknown(!id)
      if (!id) return refused()
      succeeded()
      onAsset(id)
      onClose()
    },
    [database, onAsset, onClose],
  )
  return (
    <Sheet open title={t('quick.what')} onClose={onClose}>
      <Scanner active height={240} onText={(text) => void look(text)} />
      <TextInput label={t('quick.byHand')} value={typed} onChange={setTyped} autoCapitalize="none" autoCorrect={false} returnKeyType="search" onSubmitEditing={() => typed.trim() && void look(typed)} fault={unknown ? t('quick.unknown') : undefined} />
      <Text size="sm" tone="muted">
        {t('quick.byHandHelp')}
      </Text>
    </Sheet>
  )
}
