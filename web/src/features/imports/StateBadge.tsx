import type { Import } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { number } from '@/lib/format'
import { Badge, type Tone } from '@/ui/badge'

const TONES: Record<Import['status'], Tone> = { uploaded: 'quiet', waiting: 'info', running: 'warn', done: 'good', failed: 'bad', cancelled: 'quiet' }

/** Where an import stands; how far, while it runs. */
export function StateBadge({ run }: { run: Pick<Import, 'status' | 'dryRun' | 'percent'> }) {
  const { t } = useTranslation('imports')
  return (
    <span className="inline-flex items-center gap-1">
      <Badge tone={TONES[run.status]}>
        {t(`state.${run.status}`)}
        {run.status === 'running' && ` ${number(run.percent, 0)} %`}
      </Badge>
      {run.dryRun && <Badge>{t('trial')}</Badge>}
    </span>
  )
}
