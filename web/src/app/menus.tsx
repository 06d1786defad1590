/** The menus of the frame. They come after the first screen is there: nothing of it needs them. */
import { useNavigate } from '@tanstack/react-router'
import { Bell, ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { signOut, workIn } from '@/lib/session'
import { Menu } from '@/ui/overlay'
import { tellProblem } from '@/ui/toast'
import { useAccount } from './account'
import { AccountButton } from './AccountButton'
import { Brand } from './Brand'
import { chooseTheme, useTheme } from './theme'

export function TenantMenu() {
  const { t } = useTranslation()
  const { me, tenant } = useAccount()
  const inside = (
    <>
      <Brand />
      <span className="min-w-0 flex-1 text-left md:max-lg:sr-only">
        <span className="block truncate font-semibold">{tenant.name}</span>
      </span>
    </>
  )
  return (
    <Menu
      align="start"
      label={t('nav.tenants')}
      trigger={
        <button type="button" aria-label={t('nav.switchTenant', { tenant: tenant.name })} className="flex h-10 min-w-0 flex-1 items-center gap-2 rounded-md px-1 hover:bg-hover">
          {inside}
          <ChevronsUpDown aria-hidden className="size-4 text-muted md:max-lg:hidden" />
        </button>
      }
      items={me.tenants.map(({ id, name }) => ({
        label: name,
        checked: id === tenant.id,
        onSelect: () => {
          if (id !== tenant.id) void workIn(id).catch(tellProblem)
        },
      }))}
    />
  )
}

export function UserMenu({ help, compact, startsOpen }: { help: () => void; compact: boolean; startsOpen: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const theme = useTheme()
  return (
    <Menu
      align="start"
      label={t('nav.account')}
      startsOpen={startsOpen}
      trigger={<AccountButton compact={compact} />}
      items={[
        { label: t('nav.account'), icon: UserRound, onSelect: () => void navigate({ to: '/account' }) },
        { label: t('nav.notifications'), icon: Bell, onSelect: () => void navigate({ to: '/notifications' }) },
        { label: t('nav.shortcuts'), icon: Keyboard, hint: '?', onSelect: help },
        '-',
        { label: t('theme.system'), icon: Monitor, checked: theme === 'system', onSelect: () => chooseTheme('system') },
        { label: t('theme.light'), icon: Sun, checked: theme === 'light', onSelect: () => chooseTheme('light') },
        { label: t('theme.dark'), icon: Moon, checked: theme === 'dark', onSelect: () => chooseTheme('dark') },
        '-',
        { label: t('nav.signOut'), icon: LogOut, onSelect: () => void signOut().catch(tellProblem) },
      ]}
    />
  )
}
