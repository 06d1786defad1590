import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Tabs } from '@/ui/tabs'
import { KeyTable } from './keys/KeyTable'
import { type KeyKind, NewKey } from './keys/NewKey'
import { useOpened } from './lib/opened'
import { SettingsPage } from './SettingsPage'

/** How other programs sign in: API keys, and OAuth clients. */
export default function Keys() {
  const { t } = useTranslation('keys')
  const [filters] = useFilters()
  const { opened, open, close } = useOpened()
  const kind: KeyKind = filters.tab === 'clients' ? 'clients' : 'keys'
  const to = '/settings/keys'
  const add = (
    <Button look="primary" icon={Plus} onClick={() => open('new')}>
      {t(`new.${kind}`)}
    </Button>
  )
  return (
    <SettingsPage
      title={t('title')}
      fills
      actions={add}
      under={
        <Tabs
          label={t('title')}
          tabs={[
            { label: t('tab.keys'), to, search: {}, current: kind === 'keys' },
            { label: t('tab.clients'), to, search: { tab: 'clients' }, current: kind === 'clients' },
          ]}
        />
      }
    >
      <KeyTable key={kind} kind={kind} add={add} />
      {opened === 'new' && <NewKey kind={kind} onClose={close} />}
    </SettingsPage>
  )
}
