import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { SettingsPage } from '@/features/settings/SettingsPage'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Tabs } from '@/ui/tabs'
import { Mail } from './Mail'
import { NewPlace } from './NewPlace'
import { Places } from './Places'
import { Standard } from './Standard'

const VIEWS = { places: Places, page: Standard, mail: Mail } as const
type View = keyof typeof VIEWS

/** How people from outside reach this tenant: pages behind QR codes, mail, Open311. */
export default function Portal() {
  const { t } = useTranslation('portal')
  const { may } = useAccount()
  const [filters] = useFilters()
  const [opening, setOpening] = useState(false)
  const view: View = String(filters.view) in VIEWS ? (filters.view as View) : 'places'
  const Shown = VIEWS[view]
  return (
    <SettingsPage
      title={t('title')}
      actions={
        may('portal:write') && (
          <Button look="primary" icon={Plus} onClick={() => setOpening(true)}>
            {t('open')}
          </Button>
        )
      }
      under={
        <Tabs
          label={t('title')}
          tabs={(Object.keys(VIEWS) as View[]).map((value) => ({ label: t(`view.${value}`), to: '/settings/portal', search: { view: value }, current: view === value }))}
        />
      }
    >
      <Shown />
      {opening && <NewPlace onClose={() => setOpening(false)} />}
    </SettingsPage>
  )
}
