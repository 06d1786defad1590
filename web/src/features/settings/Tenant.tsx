import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { useFilters } from '@/ui/filters'
import { Facts } from '@/ui/page'
import { Tabs } from '@/ui/tabs'
import { SettingsPage } from './SettingsPage'
import { Ending } from './tenant/Ending'
import { General } from './tenant/General'
import { Look } from './tenant/Look'
import { Words } from './tenant/Words'

const PARTS = { general: General, look: Look, words: Words, ending: Ending }

/** The tenant itself. Those who may not change it see how it is set. */
export default function Tenant() {
  const { t } = useTranslation('settings')
  const { may } = useAccount()
  const [{ tab }] = useFilters()
  if (!may('tenant:write')) {
    return (
      <SettingsPage title={t('screen.tenant.title')}>
        <AsItIs />
      </SettingsPage>
    )
  }
  const part = tab === 'look' || tab === 'words' || tab === 'ending' ? tab : 'general'
  const Shown = PARTS[part]
  return (
    <SettingsPage
      title={t('screen.tenant.title')}
      under={
        <Tabs
          label={t('screen.tenant.title')}
          tabs={(Object.keys(PARTS) as Array<keyof typeof PARTS>).map((each) => ({
            label: t(`tenant.part.${each}`),
            to: '/settings/tenant',
            search: each === 'general' ? {} : { tab: each },
            current: each === part,
          }))}
        />
      }
    >
      <Shown />
    </SettingsPage>
  )
}

function AsItIs() {
  const { t } = useTranslation('settings')
  const { tenant } = useAccount()
  return (
    <div className="max-w-2xl">
      <Facts
        wide
        facts={[
          { label: t('tenant.name'), value: tenant.name },
          { label: t('tenant.timeZone'), value: tenant.timeZone.replaceAll('_', ' ') },
          { label: t('tenant.currency'), value: tenant.currency },
          { label: t('tenant.locale'), value: tenant.locale },
          { label: t('tenant.weekStartsOn'), value: t(`weekday.${tenant.settings.weekStartsOn ?? 'monday'}`) },
        ]}
      />
    </div>
  )
}
