import type { Import, Sum } from '@fettle/client'
import { reconcileImportOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { CircleCheck, CircleX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { count, money } from '@/lib/format'
import { Button } from '@/ui/button'
import { Panel } from '@/ui/page'
import { Read } from '@/ui/states'

const AT_ONCE = 40
const agrees = (sum: Sum) => sum.sourceRows === sum.loadedRows && Number(sum.sourceAmount ?? 0) === Number(sum.loadedAmount ?? 0)

/** The file against the database: every row accounted for, and rows and money by status, year and asset side by side. */
export function ReconciliationPanel({ run }: { run: Import }) {
  const { t } = useTranslation('imports')
  const query = useQuery(reconcileImportOptions({ path: { import_id: run.id } }))
  const [all, setAll] = useState(false)
  return (
    <Panel title={t('agree.title')}>
      <Read query={query}>
        {({ rowsAgree, sumsAgree, firstDifference, counts, sums }) => {
          const { read = 0, loaded = 0, updated = 0, unchanged = 0, quarantined = 0 } = counts
          const ordered = [...sums].sort((one, other) => Number(agrees(one)) - Number(agrees(other)))
          const shown = all ? ordered : ordered.slice(0, AT_ONCE)
          return (
            <div className="flex flex-col gap-3">
              <Verdict good={rowsAgree}>{t(rowsAgree ? 'agree.rows' : 'agree.rowsNot', { read: count(read), loaded: count(loaded), updated: count(updated), unchanged: count(unchanged), quarantined: count(quarantined) })}</Verdict>
              {run.dryRun ? <p className="text-sm text-muted">{t('agree.trial')}</p> : <Verdict good={sumsAgree}>{sumsAgree ? t('agree.sums') : t('agree.sumsNot', { first: firstDifference ?? '' })}</Verdict>}
              {!run.dryRun && sums.length > 0 && (
                <div className="overflow-x-auto rounded-md border" role="region" aria-label={t('agree.title')} tabIndex={0}>
                  <table className="w-full text-sm">
                    <thead>
                      <tr className="border-b bg-sunken text-left text-muted">
                        <th scope="col" className="px-2 py-1 font-medium">{t('agree.what')}</th>
                        <th scope="col" className="px-2 py-1 text-right font-medium">{t('agree.fileRows')}</th>
                        <th scope="col" className="px-2 py-1 text-right font-medium">{t('agree.hereRows')}</th>
                        <th scope="col" className="px-2 py-1 text-right font-medium">{t('agree.fileAmount')}</th>
                        <th scope="col" className="px-2 py-1 text-right font-medium">{t('agree.hereAmount')}</th>
                        <th scope="col" className="px-2 py-1 font-medium">{t('agree.same')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {shown.map((sum) => (
                        <tr key={`${sum.dimension} ${sum.key}`} className={clsx('border-b last:border-b-0', !agrees(sum) && 'bg-bad-soft')}>
                          <th scope="row" className="px-2 py-1 text-left font-normal">
                            {t(`agree.by.${sum.dimension}`)}
                            {sum.dimension !== 'cost' && `: ${sum.dimension === 'status' ? t(`common:status.${sum.key}`, { defaultValue: sum.key }) : sum.key === '(none)' ? t('agree.noAsset') : sum.key}`}
                          </th>
                          <td className="px-2 py-1 text-right tabular-nums">{count(sum.sourceRows)}</td>
                          <td className="px-2 py-1 text-right tabular-nums">{count(sum.loadedRows)}</td>
                          <td className="px-2 py-1 text-right tabular-nums">{money(sum.sourceAmount)}</td>
                          <td className="px-2 py-1 text-right tabular-nums">{money(sum.loadedAmount)}</td>
                          <td className="px-2 py-1">{agrees(sum) ? <Mark good label={t('common:yes')} /> : <Mark label={t('common:no')} />}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
              {!run.dryRun && ordered.length > shown.length && <div><Button size="sm" onClick={() => setAll(true)}>{t('agree.all', { count: ordered.length })}</Button></div>}
            </div>
          )
        }}
      </Read>
    </Panel>
  )
}

function Mark({ good = false, label }: { good?: boolean; label: string }) {
  const Icon = good ? CircleCheck : CircleX
  return (
    <span className={good ? 'text-good' : 'text-bad'}>
      <Icon aria-hidden className="inline size-4" />
      <span className="sr-only">{label}</span>
    </span>
  )
}

function Verdict({ good, children }: { good: boolean; children: React.ReactNode }) {
  const Icon = good ? CircleCheck : CircleX
  return (
    <p className={clsx('flex items-start gap-2 font-medium', good ? 'text-good' : 'text-bad')}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  )
}
