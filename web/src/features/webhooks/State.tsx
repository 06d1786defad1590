import type { Webhook } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { relative } from '@/lib/format'
import { Badge } from '@/ui/badge'

/** Whether it works, and if not since when and why. */
export function State({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  if (!webhook.enabled) return <Badge tone="quiet">{t(`off.${webhook.disabledBecause ?? 'person'}`)}</Badge>
  if (webhook.failingSince) return <Badge tone="bad">{t('failing', { since: relative(webhook.failingSince) })}</Badge>
  return <Badge tone="good">{t('on')}</Badge>
}
