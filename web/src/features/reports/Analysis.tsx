import { useParams } from '@tanstack/react-router'
import { useFilters } from '@/ui/filters'
import { Empty } from '@/ui/states'
import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Page } from '@/ui/page'
import { FigureColumn, useFigures } from './FigureNav'
import { FigureView } from './FigureView'

/** The figures of the work done here, each at an address that holds everything that was picked. */
export default function Analysis() {
  const { t } = useTranslation('analysis')
  const { may } = useAccount()
  const { figure: id } = useParams({ strict: false }) as { figure?: string }
  const [search] = useFilters()
  const figures = useFigures().flatMap((group) => group.figures)
  const here = id ? figures.find((figure) => figure.id === id) : figures[0]
  if (!may('reports:read')) return <Page title={t('title')}><Empty icon={Lock} title={t('common:problem.forbidden')} /></Page>
  if (!here) return <Page title={t('title')}><Empty title={t('common:problem.notFound')}>{t('common:problem.notFoundHelp')}</Empty></Page>
  return (
    <div className="flex h-full min-h-0">
      <FigureColumn here={here} search={search} />
      <div className="min-w-0 flex-1 overflow-y-auto print:overflow-visible">
        <FigureView key={here.id} figure={here} />
      </div>
    </div>
  )
}
