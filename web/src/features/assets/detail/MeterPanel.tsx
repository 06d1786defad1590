import { deleteMeter, type ListedMeter, type Reading, restoreMeter } from '@fettle/client'
import { listReadingsInfiniteOptions } from '@fettle/client/queries'
import { MoreHorizontal, Pencil, Plus, RefreshCw, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { day, moment, number, relative } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { Button, IconButton } from '@/ui/button'
import { LineChart } from '@/ui/charts'
import { Menu } from '@/ui/overlay'
import { Figure, Panel } from '@/ui/page'
import { Failed, Loading } from '@/ui/states'
import { ReadingForm } from './ReadingForm'
import { paceOf, pointsOf } from './readings'
import { ReplaceForm, RolloverForm } from './SegmentForms'

export const METERS = ['Meter', 'Reading']

/** One meter: what it shows now, how it got there, and a way to read it. */
export function MeterPanel({ meter, onEdit }: { meter: ListedMeter; onEdit: () => void }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const { rows, query } = usePages<Reading>(listReadingsInfiniteOptions({ path: { meter_id: meter.id }, query: { limit: 100 } }))
  const [over, setOver] = useState<'reading' | 'rollover' | 'replacement'>()
  const close = () => setOver(undefined)
  const remove = useAct({
    do: () => deleteMeter({ path: { meter_id: meter.id }, headers: ifMatch(meter.version) }),
    touches: METERS,
    done: t('meter.removed', { name: meter.name }),
    undo: () => restoreMeter({ path: { meter_id: meter.id } }),
  })
  const counter = meter.kind === 'counter'
  const pace = counter ? paceOf(rows) : undefined
  const inUnit = (value: string | number | null | undefined) => `${number(value)} ${meter.unit}`
  const points = pointsOf(rows)
  const limit = counter ? undefined : meter.highest
  const writes = may('meters:write')
  const reads = may('readings:create')
  return (
    <Panel
      title={meter.name}
      actions={
        <>
          {reads && <Button size="sm" icon={Plus} onClick={() => setOver('reading')} aria-label={t('reading.addTo', { name: meter.name })}>{t('reading.add')}</Button>}
          {(writes || (reads && meter.rollsOverAt)) && (
            <Menu
              label={t('actsOn', { name: meter.name })}
              trigger={<IconButton size="sm" icon={MoreHorizontal} label={t('actsOn', { name: meter.name })} />}
              items={[
                writes && { label: t('common:edit'), icon: Pencil, onSelect: onEdit },
                reads && !!meter.rollsOverAt && { label: t('meter.rolledOver'), icon: RotateCcw, onSelect: () => setOver('rollover') },
                writes && { label: t('meter.replaced'), icon: RefreshCw, onSelect: () => setOver('replacement') },
                writes && '-',
                writes && { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate() },
              ]}
            />
          )}
        </>
      }
    >
      <div className="mb-4 grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
        <Figure
          label={t('meter.latest')}
          value={meter.lastValue == null ? t('common:notApplicable') : inUnit(meter.lastValue)}
          {...(meter.lastReadAt && { note: <span title={moment(meter.lastReadAt)}>{relative(meter.lastReadAt)}</span> })}
        />
        {counter && <Figure label={t('meter.lifetime')} value={inUnit(meter.lifetime)} note={t('meter.lifetimeNote')} />}
        {pace !== undefined && <Figure label={t('meter.pace')} value={inUnit(pace)} note={t('meter.paceNote', { day: day(rows.at(-1)?.readAt) })} />}
        {!counter && (meter.lowest != null || meter.highest != null) && (
          <Figure label={t('meter.limits')} value={`${number(meter.lowest) || '–'} … ${number(meter.highest) || '–'}`} note={meter.unit} />
        )}
      </div>
      {query.isPending ? (
        <Loading lines={4} />
      ) : query.isError && rows.length === 0 ? (
        <Failed error={query.error} retry={() => void query.refetch()} />
      ) : rows.length === 0 ? (
        <p className="text-muted">{t('reading.none')}</p>
      ) : (
        <LineChart
          label={t('reading.chart', { name: meter.name, unit: meter.unit })}
          rows={points}
          x="at"
          fitted
          xWords={(at: string) => day(at)}
          series={[{ key: 'value', label: meter.name }]}
          yWords={(value) => number(value)}
          {...(limit != null && { limit: { at: Number(limit), label: t('meter.field.highest') } })}
        />
      )}
      {query.hasNextPage && (
        <Button size="sm" look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('older')}</Button>
      )}
      {over === 'reading' && <ReadingForm meter={meter} onClose={close} onRollover={() => setOver('rollover')} onReplace={() => setOver('replacement')} />}
      {over === 'rollover' && <RolloverForm meter={meter} onClose={close} />}
      {over === 'replacement' && <ReplaceForm meter={meter} onClose={close} />}
    </Panel>
  )
}
