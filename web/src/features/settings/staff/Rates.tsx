import { createRate } from '@fettle/client'
import type { Rate } from '@fettle/client'
import { listRatesInfiniteOptions } from '@fettle/client/queries'
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { day, localDay, money } from '@/lib/format'
import { isStatus, Problem } from '@fettle/kit/problems'
import { readAnew, usePages } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { DateField, Form, FormActions, MoneyField, useRecordForm } from '@/ui/form'
import { Panel } from '@/ui/page'
import { Failed } from '@/ui/states'
import { tell } from '@/ui/toast'

/** What an hour costs, and since when; a rate holds until the next begins. */
export function Rates({ staffId, writes }: { staffId: string; writes: boolean }) {
  const { t } = useTranslation('people')
  const [adding, setAdding] = useState(false)
  const { rows, query } = usePages<Rate>(listRatesInfiniteOptions({ path: { staff_id: staffId }, query: { limit: 50 } }))
  const today = localDay(new Date())
  const newest = rows.toSorted((a, b) => b.validFrom.localeCompare(a.validFrom))
  const inForce = newest.find(({ validFrom }) => validFrom <= today)
  return (
    <Panel
      title={t('rates.title')}
      actions={writes && !adding && <Button size="sm" icon={Plus} onClick={() => setAdding(true)}>{t('rates.add')}</Button>}
    >
      {adding && <NewRate staffId={staffId} onClose={() => setAdding(false)} />}
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && !adding && <p className="text-muted">{t('rates.none')}</p>}
      <ul>
        {newest.map((rate) => (
          <li key={rate.id} className="flex items-center gap-3 border-b py-1.5 last:border-b-0">
            <span className="flex-1">{t('rates.from', { day: day(rate.validFrom, { year: true }) })}</span>
            {rate === inForce && <Badge tone="good">{t('rates.now')}</Badge>}
            {rate.validFrom > today && <Badge tone="info">{t('rates.coming')}</Badge>}
            <span className="w-24 text-right tabular-nums">{money(rate.hourlyRate)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function NewRate({ staffId, onClose }: { staffId: string; onClose: () => void }) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { validFrom: localDay(new Date()), hourlyRate: null as string | null },
    draft: `rate:${staffId}`,
    save: (values) =>
      createRate({ path: { staff_id: staffId }, body: values as never }).catch((error: unknown) => {
        if (!isStatus(error, 409)) throw error
        throw new Problem(409, '', '', '', [{ pointer: '/validFrom', code: 'taken', message: t('rates.taken') }], undefined)
      }),
    onSaved: () => {
      tell(t('rates.saved'))
      void readAnew(client, ['Rate', 'Staff'])
      onClose()
    },
  })
  return (
    <Form form={form} className="mb-4 border-b pb-4">
      <div className="grid grid-cols-2 gap-4">
        <DateField name="validFrom" label={t('rates.since')} required />
        <MoneyField name="hourlyRate" label={t('staff.rate')} required />
      </div>
      <p className="mt-2 text-xs text-muted">{t('rates.hint')}</p>
      <FormActions form={form} verb={t('common:add')} onCancel={onClose} />
    </Form>
  )
}
