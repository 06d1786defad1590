import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { Page } from '@/ui/page'
import { GROUPS, openTo } from './screens'

interface Props {
  title: string
  children: ReactNode
  actions?: ReactNode
  /** The content fills the window's height and scrolls within itself (tables). */
  fills?: boolean
  count?: string
  beside?: ReactNode
  /** Under the title: tabs, filters. */
  under?: ReactNode
}

/** One screen of the settings, beside the way to all others: a column on wide screens, a menu on narrow ones. */
export function SettingsPage({ children, ...page }: Props) {
  return (
    <div className="flex h-full min-h-0">
      <Column />
      <div className="min-w-0 flex-1 overflow-y-auto print:overflow-visible">
        <Page {...page} above={<Narrow />}>
          {children}
        </Page>
      </div>
    </div>
  )
}

function Column() {
  const { t } = useTranslation('settings')
  const { may, tenant } = useAccount()
  return (
    <nav aria-label={t('title')} className="no-print hidden w-50 shrink-0 overflow-y-auto border-r p-3 xl:block">
      {openTo(may).map(({ key, screens }) => (
        <div key={key} className="mb-4">
          <p id={`settings-${key}`} className="px-2 truncate pb-1 text-xs font-medium text-muted">{t(`group.${key}`, { tenant: tenant.name })}</p>
          <ul aria-labelledby={`settings-${key}`}>
            {screens.map((screen) => (
              <li key={screen.key}>
                <Link
                  to={screen.to as never}
                  activeOptions={{ includeSearch: false }}
                  className="flex min-h-7.5 items-center rounded-md px-2 py-1 pointer-coarse:min-h-11"
                  activeProps={{ className: 'bg-selected font-medium text-ink' }}
                  inactiveProps={{ className: 'text-muted hover:bg-hover hover:text-ink' }}
                >
                  {t(`screen.${screen.key}.title`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function Narrow() {
  const { t } = useTranslation('settings')
  const { may } = useAccount()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const here = GROUPS.flatMap(({ screens }) => screens).find(({ to }) => pathname.startsWith(to))
  return (
    <div className="-ml-2 xl:hidden">
      <Menu
        align="start"
        label={t('title')}
        trigger={
          <Button look="quiet" size="sm">
            {t('title')}
            <ChevronDown aria-hidden className="size-4" />
          </Button>
        }
        items={openTo(may).flatMap(({ screens }, at) => [
          at > 0 && ('-' as const),
          ...screens.map((screen) => ({
            label: t(`screen.${screen.key}.title`),
            icon: screen.icon,
            hint: screen === here ? '✓' : undefined,
            onSelect: () => void navigate({ to: screen.to as never }),
          })),
        ])}
      />
    </div>
  )
}
