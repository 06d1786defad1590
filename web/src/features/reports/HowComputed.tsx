import { useTranslation } from 'react-i18next'
import type { Figure } from './figures'

/** The formula in words, and where it comes from. */
export function HowComputed({ figure }: { figure: Figure }) {
  const { t } = useTranslation('analysis')
  return (
    <details className="rounded-lg border bg-raised px-4 py-2">
      <summary className="w-fit py-1 font-medium">{t('how')}</summary>
      <div className="max-w-prose pb-2">
        {t(`figure.${figure.id}.how`).split('\n').map((line) => <p key={line} className="mt-2">{line}</p>)}
        {figure.smrp && <p className="mt-2 text-sm text-muted">{t('smrp', { metric: figure.smrp })}</p>}
      </div>
    </details>
  )
}
