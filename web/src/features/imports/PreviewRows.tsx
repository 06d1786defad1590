import type { Mapping } from '@fettle/client'
import { previewImport } from '@fettle/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@fettle/kit/problems'
import { Panel } from '@/ui/page'
import { Failed, Loading } from '@/ui/states'
import { FaultRows } from './FaultRows'
import { missing, settled } from './suggest'

const ROWS = 50
const SHOWN = 10

/** What the first rows would become, with everything that is wrong with them; looked at anew with every change. */
export function PreviewRows({ head, mapping }: { head: string; mapping: Mapping }) {
  const { t } = useTranslation('imports')
  const asked = useSettled(settled(mapping))
  const lacks = missing(asked)
  const ready = lacks.length === 0 && asked.key.length > 0 && asked.source.trim() !== ''
  const query = useQuery({
    queryKey: [{ _id: 'previewImport' }, head.length, head.slice(0, 200), asked],
    queryFn: ({ signal }) => previewImport({ body: { sample: head, mapping: asked as never, limit: ROWS }, signal }),
    enabled: ready,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const body = () => {
    if (!ready) return <p className="text-muted">{lacks.length ? t('preview.lacks', { fields: lacks.map((name) => t(`field.${name}`)).join(', ') }) : t('preview.notReady')}</p>
    if (query.isError && query.error instanceof Problem && query.error.faults.length) {
      return (
        <ul role="alert" className="list-disc pl-5 text-bad">
          {query.error.faults.map(({ pointer, message }) => <li key={pointer + message}>{[placeOf(pointer, (name) => t(`field.${name}`, { defaultValue: name })), message].filter(Boolean).join(': ')}</li>)}
        </ul>
      )
    }
    if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
    if (!query.data) return <Loading lines={4} />
    const { rows, faults, missingColumns } = query.data
    if (missingColumns.length) return <p role="alert" className="text-bad">{t('preview.missingColumns', { columns: missingColumns.join(', ') })}</p>
    const names = [...new Set(rows.flatMap((row) => Object.keys(row.fields)))]
    const out = rows.filter((row) => row.quarantined).length
    const label = (name: string) => (name.startsWith('custom.') ? name.slice(7) : t(`field.${name}`, { defaultValue: name }))
    return (
      <div className="flex flex-col gap-4" aria-busy={query.isFetching}>
        <p role="status" className={clsx('flex items-center gap-2 font-medium', out ? 'text-warn' : 'text-good')}>
          {out ? <CircleAlert aria-hidden className="size-4" /> : <CircleCheck aria-hidden className="size-4" />}
          {out ? t('preview.some', { count: rows.length, fine: rows.length - out, out }) : t('preview.allFine', { count: rows.length })}
        </p>
        <div className="overflow-x-auto rounded-md border" role="region" aria-label={t('preview.rows')} tabIndex={0}>
          <table className="text-sm">
            <thead>
              <tr className="border-b bg-sunken text-left whitespace-nowrap text-muted">
                <th scope="col" className="px-2 py-1 font-medium">{t('line')}</th>
                {names.map((name) => <th key={name} scope="col" className="px-2 py-1 font-medium">{label(name)}</th>)}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, SHOWN).map((row) => (
                <tr key={row.line} className={clsx('border-b last:border-b-0', row.quarantined && 'bg-bad-soft')}>
                  <th scope="row" className="px-2 py-1 text-left font-normal text-muted tabular-nums">{row.line}</th>
                  {row.quarantined ? (
                    <td colSpan={Math.max(names.length, 1)} className="px-2 py-1 text-bad">{t('preview.keptOut')}: {faults.find((fault) => fault.line === row.line)?.message}</td>
                  ) : (
                    names.map((name) => <td key={name} className="max-w-60 truncate px-2 py-1" title={String(row.fields[name] ?? '')}>{String(row.fields[name] ?? '')}</td>)
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {faults.length > 0 && (
          <div>
            <h3 className="mb-1">{t('preview.faults', { count: faults.length })}</h3>
            <div className="max-h-80 overflow-y-auto rounded-md border" role="region" aria-label={t('faults.title')} tabIndex={0}>
              <FaultRows faults={faults} />
            </div>
          </div>
        )}
      </div>
    )
  }
  return <Panel title={t('step.preview')}>{body()}</Panel>
}

/** `/mapping/fields/title/format` stands at the field title. */
function placeOf(pointer: string, word: (name: string) => string): string {
  const [, , part, name] = pointer.split('/')
  return part === 'fields' && name ? word(name) : ''
}

/** A value that has not changed for half a second. */
function useSettled<T>(value: T): T {
  const [kept, setKept] = useState(value)
  const said = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setKept(JSON.parse(said) as T), 500)
    return () => clearTimeout(timer)
  }, [said])
  return kept
}
