import type { RequestStatus } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Badge, type Tone } from '@/ui/badge'
import { Panel } from '@/ui/page'
import { RequestLines } from './RequestLines'

const TONES: Record<RequestStatus, Tone> = { new: 'violet', approved: 'good', declined: 'quiet', duplicate: 'quiet' }

/** What this person asked for, and what became of it. */
export function MyRequests() {
  const { t } = useTranslation('today')
  return (
    <Panel flush title={t('requests.mine')} actions={<Link to="/requests" search={{ status: 'all' } as never} className="link px-1 text-sm">{t('requests.all')}</Link>}>
      <RequestLines
        query={{ mine: true }}
        empty={
          <>
            <p className="font-medium">{t('requests.noneMine')}</p>
            <p className="mt-1 text-sm text-muted">{t('requests.noneMineHelp')}</p>
          </>
        }
        about={(row) => (row.siteName ? `${row.siteName} ·` : '')}
        end={({ status }) => <Badge tone={TONES[status]}>{t(`requests.state.${status}`)}</Badge>}
      />
    </Panel>
  )
}
