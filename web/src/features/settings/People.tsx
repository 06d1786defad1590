import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Tabs } from '@/ui/tabs'
import { useOpened } from './lib/opened'
import { Invitations } from './people/Invitations'
import { InviteDialog } from './people/InviteDialog'
import { Members } from './people/Members'
import { SettingsPage } from './SettingsPage'

export default function People() {
  const { t } = useTranslation('people')
  const { may } = useAccount()
  const [{ show }] = useFilters()
  const { opened, open, close } = useOpened()
  const to = '/settings/people'
  return (
    <SettingsPage
      title={t('title')}
      fills
      actions={
        may('people:write') && (
          <Button look="primary" icon={Plus} onClick={() => open('new')}>
            {t('invite.verb')}
          </Button>
        )
      }
      under={
        <Tabs
          label={t('tabs.label')}
          tabs={[
            { label: t('tabs.members'), to, search: {}, current: show === undefined },
            { label: t('tabs.invitations'), to, search: { show: 'invitations' }, current: show === 'invitations' },
            { label: t('tabs.removed'), to, search: { show: 'removed' }, current: show === 'removed' },
          ]}
        />
      }
    >
      {show === 'invitations' ? <Invitations invite={() => open('new')} /> : <Members key={String(show)} removed={show === 'removed'} />}
      {opened === 'new' && may('people:write') && <InviteDialog onClose={close} />}
    </SettingsPage>
  )
}
