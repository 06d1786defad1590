import { previewEscalationRule } from '@fettle/client'
import type { EscalationRuleBody } from '@fettle/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moment } from '@/lib/format'
import { Problem } from '@fettle/kit/problems'

const A_MOMENT = 500

/** What a rule would raise as work stands now, while it is being written. */
export function Foreseen({ body }: { body: EscalationRuleBody }) {
  const { t } = useTranslation('escalation')
  const written = JSON.stringify({ ...body, name: body.name || '–' })
  const [asked, setAsked] = useState(written)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(written), A_MOMENT)
    return () => clearTimeout(timer)
  }, [written])
  const { data, error } = useQuery({
    queryKey: [{ _id: 'previewEscalationRule', asked }],
    queryFn: () => previewEscalationRule({ body: JSON.parse(asked) as EscalationRuleBody }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <aside aria-live="polite" className="min-w-0 rounded-lg bg-sunken p-4 lg:sticky lg:top-0 lg:self-start">
      <h3 className="mb-1">{t('foreseen.title')}</h3>
      {error instanceof Problem ? (
        <p className="text-sm text-bad">{error.faults.map(({ message }) => message).join(' ') || error.detail}</p>
      ) : (
        <>
          <p className="mb-2 text-sm text-muted">{data && t('foreseen.count', { count: data.data.length })}</p>
          <ul className="flex flex-col gap-2 text-sm">
            {data?.data.slice(0, 12).map((each) => (
              <li key={`${each.workOrderId} ${each.level}`}>
                <span className="font-medium">
                  WO-{each.number} {each.title}
                </span>
                <span className="block text-muted">{t('foreseen.at', { level: each.level, at: moment(each.dueAt) })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  )
}
