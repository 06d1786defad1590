import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '@/ui/button'
import { Panel } from '@/ui/page'
import { RequestLines } from './RequestLines'

/** What people asked for and nobody has decided yet. */
export function NewRequests() {
  const { t } = useTranslation('today')
  return (
    <Panel flush title={t('requests.title')} actions={<Link to="/requests" className="link px-1 text-sm">{t('requests.all')}</Link>}>
      <RequestLines
        query={{ status: ['new'] }}
        empty={<p className="text-muted">{t('requests.none')}</p>}
        about={(row) => [row.assetName ?? row.siteName, row.requesterName].filter(Boolean).map((part) => `${part} ·`).join(' ')}
        end={(row) => (
          <Link to="/requests/$requestId" params={{ requestId: row.id }} className={buttonClass('plain', 'sm')}>
            {t('requests.decide')}
            <span className="sr-only"> WR-{row.number}</span>
          </Link>
        )}
      />
    </Panel>
  )
}
