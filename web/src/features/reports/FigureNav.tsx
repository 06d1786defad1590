import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { type Filters, picked } from '@/ui/filters'
import { Menu } from '@/ui/overlay'
import { type Figure, GROUPS } from './figures'

/** What one figure's address says that holds for the next one too. */
const KEPT = ['span', 'from', 'to', 'siteId', 'crewId', 'assigneeId', 'assetId', 'priority']

/** The figures that this person may see. */
export function useFigures() {
  const { may, household } = useAccount()
  return GROUPS.map(({ key, figures }) => ({
    key,
    figures: figures.filter(({ permission, id }) => (!permission || may(permission)) && !(household && ['planned-work', 'schedule-compliance', 'rework'].includes(id))),
  })).filter(({ figures }) => figures.length > 0)
}

export function FigureColumn({ here, search }: { here: Figure; search: Filters }) {
  const { t } = useTranslation('analysis')
  const groups = useFigures()
  return (
    <nav aria-label={t('figures')} className="no-print hidden w-52 shrink-0 overflow-y-auto border-r p-3 lg:block">
      {groups.map(({ key, figures }) => (
        <div key={key} className="mb-4">
          <p id={`figures-${key}`} className="truncate px-2 pb-1 text-xs font-medium text-muted">{t(`group.${key}`)}</p>
          <ul aria-labelledby={`figures-${key}`}>
            {figures.map(({ id }) => (
              <li key={id}>
                <Link
                  to="/analysis/$figure"
                  params={{ figure: id }}
                  search={picked(search, KEPT) as never}
                  aria-current={id === here.id ? 'page' : undefined}
                  className={`flex min-h-7.5 items-center rounded-md px-2 py-1 pointer-coarse:min-h-11 ${id === here.id ? 'bg-selected font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink'}`}
                >
                  {t(`figure.${id}.title`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

export function FigureMenu({ here, search }: { here: Figure; search: Filters }) {
  const { t } = useTranslation('analysis')
  const navigate = useNavigate()
  const groups = useFigures()
  return (
    <div className="no-print -ml-2 lg:hidden">
      <Menu
        align="start"
        label={t('figures')}
        trigger={
          <Button look="quiet" size="sm">
            {t('figures')}
            <ChevronDown aria-hidden className="size-4" />
          </Button>
        }
        items={groups.flatMap(({ figures }, at) => [
          at > 0 && ('-' as const),
          ...figures.map(({ id }) => ({
            label: t(`figure.${id}.title`),
            hint: id === here.id ? '✓' : undefined,
            onSelect: () => void navigate({ to: '/analysis/$figure', params: { figure: id }, search: picked(search, KEPT) as never }),
          })),
        ])}
      />
    </div>
  )
}
