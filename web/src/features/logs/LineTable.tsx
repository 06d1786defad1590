import type { LogEntry } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { hours, money, number } from '@/lib/format'
import { useChoice } from '@/lib/records'
import { costOf, hoursOf } from './entries'

/** Every line of an entry, unfolded. */
export function LineTable({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation('logs')
  const { may } = useAccount()
  const costs = may('costs:read')
  const sum = hoursOf(entry.lines)
  const cost = costOf(entry.lines)
  return (
    <div className="overflow-x-auto rounded-md border" tabIndex={0} role="region" aria-label={t('line.title')}>
      <table className="w-full text-sm">
        <thead className="bg-sunken text-left text-muted">
          <tr className="h-8">
            <th scope="col" className="px-3 font-medium">{t('line.kind')}</th>
            <th scope="col" className="px-3 font-medium">{t('column.what')}</th>
            <th scope="col" className="px-3 font-medium">{t('line.codes')}</th>
            <th scope="col" className="px-3 text-right font-medium">{t('line.quantity')}</th>
            {costs && <th scope="col" className="px-3 text-right font-medium">{t('line.unitCost')}</th>}
            {costs && <th scope="col" className="px-3 text-right font-medium">{t('line.amount')}</th>}
          </tr>
        </thead>
        <tbody>
          {entry.lines.map((line) => (
            <tr key={line.id} className="border-t align-top">
              <td className="px-3 py-1.5">{t(`common:lineKind.${line.kind}`)}</td>
              <td className="px-3 py-1.5">
                {line.kind === 'labour' ? (line.staffName ?? entry.staffName ?? '–') : line.kind === 'equipment' ? <Equipment id={line.equipmentAssetId} /> : (line.item ?? line.vendor ?? '–')}
                {[line.kind === 'material' || line.kind === 'other' ? line.vendor : line.kind === 'contract' ? line.vendor && line.item && line.vendor : null, line.assetName].filter(Boolean).map((words) => (
                  <span key={words} className="block text-xs text-muted">{words}</span>
                ))}
              </td>
              <td className="px-3 py-1.5 text-muted">{[line.taskCode, line.glCode].filter(Boolean).join(' · ') || '–'}</td>
              <td className="px-3 py-1.5 text-right whitespace-nowrap tabular-nums">{line.unit === 'hour' ? hours(line.quantity) : t('line.counted', { quantity: number(line.quantity), unit: line.unit })}</td>
              {costs && <td className="px-3 py-1.5 text-right whitespace-nowrap tabular-nums">{line.unitCost ? money(line.unitCost) : t('common:notApplicable')}</td>}
              {costs && <td className="px-3 py-1.5 text-right whitespace-nowrap tabular-nums">{line.amount ? money(line.amount) : t('common:notApplicable')}</td>}
            </tr>
          ))}
        </tbody>
        {(sum !== 0 || (costs && cost !== null)) && (
          <tfoot>
            <tr className="h-8 border-t bg-sunken font-medium">
              <td className="px-3" colSpan={3}>{t('line.sum')}</td>
              <td className="px-3 text-right whitespace-nowrap tabular-nums">{sum !== 0 && hours(sum)}</td>
              {costs && <td />}
              {costs && <td className="px-3 text-right whitespace-nowrap tabular-nums">{cost !== null && money(cost)}</td>}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function Equipment({ id }: { id: string | null | undefined }) {
  return <>{useChoice('asset', id)?.label ?? '–'}</>
}
