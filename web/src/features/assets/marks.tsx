/** How the state of an asset is shown wherever it stands. */
import type { AssetStatus, Condition, Criticality } from './kinds'
import { CircleArrowDown, CircleArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { relative } from '@/lib/format'
import { Badge, type Tone } from '@/ui/badge'

const TONES: Record<Exclude<AssetStatus, 'in_service'>, Tone> = { out_of_service: 'warn', in_storage: 'quiet', retired: 'quiet' }

/** Whether it is in use. What is usual stays quiet. */
export function StatusMark({ status = 'in_service' }: { status: AssetStatus | undefined }) {
  const { t } = useTranslation('assets')
  if (status === 'in_service') return <span className="text-muted">{t('status.in_service')}</span>
  return (
    <Badge tone={TONES[status]}>
      <span aria-hidden className="size-1.5 rounded-full bg-current" />
      {t(`status.${status}`)}
    </Badge>
  )
}

/** Whether it is down now, and since when. */
export function DownMark({ since, brief = false }: { since: string | null | undefined; brief?: boolean }) {
  const { t } = useTranslation('assets')
  if (!since) return brief ? null : <Badge tone="good"><CircleArrowUp aria-hidden className="size-3.5" />{t('up')}</Badge>
  return (
    <Badge tone="bad">
      <CircleArrowDown aria-hidden className="size-3.5" />
      {brief ? t('down') : t('downSince', { since: relative(since) })}
    </Badge>
  )
}

const URGENCY: Partial<Record<Criticality, Tone>> = { critical: 'bad', high: 'warn' }

export function CriticalityMark({ criticality = 'medium' }: { criticality: Criticality | undefined }) {
  const { t } = useTranslation('assets')
  const tone = URGENCY[criticality]
  return tone ? <Badge tone={tone}>{t(`criticality.${criticality}`)}</Badge> : <span className="text-muted">{t(`criticality.${criticality}`)}</span>
}

export function ConditionMark({ condition }: { condition: Condition | null | undefined }) {
  const { t } = useTranslation('assets')
  if (!condition) return null
  return condition === 'poor' ? <Badge tone="bad">{t('condition.poor')}</Badge> : <>{t(`condition.${condition}`)}</>
}
