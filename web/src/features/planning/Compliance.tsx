import type { ComplianceFigures } from '@fettle/client'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { percent } from '@/lib/format'

const GOOD = 90
const POOR = 70

/** PM compliance with what it is made of; n/a when nothing was due. */
export function Compliance({ figures }: { figures: ComplianceFigures | undefined }) {
  const { t } = useTranslation('plans')
  const share = figures?.compliancePercent ?? null
  if (!figures || share === null) return <span className="text-muted">{percent(null)}</span>
  return (
    <span className="inline-flex items-center gap-2 tabular-nums" title={t('compliance.of', { complied: figures.complied, count: figures.due })}>
      <span aria-hidden className="h-1.5 w-10 overflow-hidden rounded-full bg-quiet-soft">
        <span className={clsx('block h-full', share >= GOOD ? 'bg-good' : share >= POOR ? 'bg-warn' : 'bg-bad')} style={{ width: `${share}%` }} />
      </span>
      <span className="w-11 text-right">{percent(share)}</span>
    </span>
  )
}
