import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { SettingsPage } from '@/features/settings/SettingsPage'
import { useFilters } from '@/ui/filters'
import { Tabs } from '@/ui/tabs'
import { Feeds } from './account/Feeds'
import { Profile } from './account/Profile'
import { Security } from './account/Security'

const PARTS = { profile: Profile, security: Security, feeds: Feeds }
type Part = keyof typeof PARTS

/** What belongs to the person who is signed in, whatever their role. */
export default function Account() {
  const { t } = useTranslation('identity')
  const { may } = useAccount()
  const [{ tab }] = useFilters()
  const parts = (Object.keys(PARTS) as Part[]).filter((part) => part !== 'feeds' || may('calendar:read'))
  const part = parts.find((each) => each === tab) ?? 'profile'
  const Shown = PARTS[part]
  return (
    <SettingsPage
      title={t('account.title')}
      under={<Tabs label={t('account.title')} tabs={parts.map((each) => ({ label: t(`account.part.${each}`), to: '/account', search: each === 'profile' ? {} : { tab: each }, current: each === part }))} />}
    >
      <Shown />
    </SettingsPage>
  )
}
