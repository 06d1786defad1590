import type { ImportFault, RowFault } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { Badge } from '@/ui/badge'

/** What helps, by the code of a fault, as far as it is known. */
const HELPED = new Set(['required', 'choice', 'date', 'number', 'places', 'too_long', 'window', 'order', 'coordinates', 'columns', 'broken', 'encoding', 'key', 'missing', 'cut_off', 'negative', 'local_time', 'formula'])

/** Faults of rows: where, what, and what to do. */
export function FaultRows({ faults }: { faults: ReadonlyArray<RowFault | ImportFault> }) {
  const { t } = useTranslation('imports')
  return (
    <table className="w-full text-sm">
      <thead className="sticky top-0">
        <tr className="bg-sunken text-left text-muted">
          <th scope="col" className="px-2 py-1 font-medium">{t('line')}</th>
          <th scope="col" className="px-2 py-1 font-medium">{t('faults.column')}</th>
          <th scope="col" className="px-2 py-1 font-medium">{t('faults.effect')}</th>
          <th scope="col" className="px-2 py-1 font-medium">{t('faults.what')}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((fault, at) => (
          <tr key={'id' in fault ? fault.id : at} className="border-t align-top">
            <td className="px-2 py-1 tabular-nums">{fault.line}</td>
            <td className="px-2 py-1">{fault.column ?? '–'}</td>
            <td className="px-2 py-1"><Badge tone={fault.severity === 'quarantined' ? 'bad' : 'warn'}>{t(`severity.${fault.severity}`)}</Badge></td>
            <td className="px-2 py-1">
              {'row' in fault && fault.column && fault.row[fault.column] !== undefined && <span className="font-medium">“{String(fault.row[fault.column]).slice(0, 80)}” </span>}
              {fault.message}
              {HELPED.has(fault.code) && <span className="block text-xs text-muted">{t(`help.${fault.code}`)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
