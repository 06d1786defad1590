import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Page } from '@/ui/page'
import { openTo } from './screens'

/** Everything that can be set, with a sentence each. */
export default function Overview() {
  const { t } = useTranslation('settings')
  const { may, tenant } = useAccount()
  return (
    <Page title={t('title')}>
      <div className="flex max-w-6xl flex-col gap-6">
        {openTo(may).map(({ key, screens }) => (
          <section key={key} aria-labelledby={`group-${key}`}>
            <h2 id={`group-${key}`} className="mb-2 text-sm font-medium text-muted">
              {t(`group.${key}`, { tenant: tenant.name })}
            </h2>
            <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
              {screens.map(({ to, key: screen, icon: Icon }) => (
                <li key={screen}>
                  <Link to={to as never} className="flex h-full items-start gap-3 rounded-lg border bg-raised p-3 hover:border-edge hover:bg-hover">
                    <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
                    <span className="min-w-0">
                      <span className="block font-medium">{t(`screen.${screen}.title`)}</span>
                      <span className="block text-sm text-muted">{t(`screen.${screen}.about`)}</span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  )
}
