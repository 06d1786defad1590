import clsx from 'clsx'
import { Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Difference } from './groups'
import { useSentence } from './usePermissions'

/** What is lost and gained, in sentences. */
export function DifferenceList({ lost, gained }: Difference) {
  const { t } = useTranslation('settings')
  return (
    <div className="flex flex-col gap-3">
      <Part codes={lost} title={t('difference.lost', { count: lost.length })} lost />
      <Part codes={gained} title={t('difference.gained', { count: gained.length })} />
    </div>
  )
}

function Part({ codes, title, lost = false }: { codes: string[]; title: string; lost?: boolean }) {
  const sentence = useSentence()
  if (codes.length === 0) return null
  const Mark = lost ? Minus : Plus
  return (
    <div>
      <p className="mb-1 text-sm font-medium">{title}</p>
      <ul className="flex flex-col gap-0.5 text-sm">
        {codes.map((code) => (
          <li key={code} className="flex items-start gap-1.5">
            <Mark aria-hidden className={clsx('mt-0.5 size-3.5 shrink-0', lost ? 'text-bad' : 'text-good')} />
            {sentence(code)}
          </li>
        ))}
      </ul>
    </div>
  )
}
