import type { ListedMeter } from '@fettle/client'
import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { number } from '@/lib/format'
import { useChoice } from '@/lib/records'
import { Field, RecordField } from '@/ui/form'
import type { PlanValues } from '../planner/values'
import { Fault } from './Fault'
import { useMetersOf } from './meters'

/** Which meter a trigger goes by: one of the plan's assets, or, where each gets work of its own, one that all have by its name. */
export function MeterField({ at, counters = false }: { at: string; counters?: boolean }) {
  const { t } = useTranslation('plans')
  const { setValue } = useFormContext()
  const [assetIds, spread] = useWatch<PlanValues, ['assetIds', 'spread']>({ name: ['assetIds', 'spread'] })
  const [meterId, meterName] = useWatch({ name: [`${at}.meterId`, `${at}.meterName`] }) as [string | null, string | null]
  const { meters: all, pending } = useMetersOf(assetIds)
  const meters = counters ? all.filter(({ kind }) => kind === 'counter') : all
  const byName = spread === 'each' && assetIds.length > 1
  const choose = (meter: { id: string | null; name: string | null }) => {
    setValue(`${at}.meterId`, meter.id, { shouldDirty: true, shouldTouch: true })
    setValue(`${at}.meterName`, meter.name, { shouldDirty: true })
  }

  const only = meters.length === 1 ? meters[0]! : undefined
  useEffect(() => {
    if (pending) return
    if (byName && meterId) choose({ id: null, name: meters.find(({ id }) => id === meterId)?.name ?? null })
    else if (!byName && meterName) choose({ id: meters.find(({ name }) => name === meterName)?.id ?? null, name: null })
    else if (only && !byName && (!meterId || all.some(({ id }) => id === meterId && id !== only.id))) choose({ id: only.id, name: null })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- follows what is chosen, not the functions
  }, [byName, pending, only?.id, meters.length])

  if (assetIds.length === 0) {
    return <RecordField name="assetIds" kind="asset" many label={t('meter.ofAsset')} hint={t('meter.ofAssetHelp')} className="max-w-md" />
  }
  const names = [...new Set(meters.map(({ name }) => name))]
  const chosen = meters.find(({ id, name }) => (byName ? name === meterName : id === meterId))
  return (
    <div className="max-w-md">
      <Field label={t('meter.label')} required hint={meters.length === 0 && !pending ? t('meter.none') : <Reading meter={chosen} />}>
        {(ids) =>
          byName ? (
            <select {...ids} className="control" value={meterName ?? ''} onChange={(event) => choose({ id: null, name: event.target.value || null })}>
              <option value="">{t('meter.choose')}</option>
              {names.map((name) => (
                <option key={name} value={name}>
                  {t('meter.onEach', { meter: name, unit: meters.find((meter) => meter.name === name)?.unit })}
                </option>
              ))}
            </select>
          ) : (
            <select {...ids} className="control" value={meterId ?? ''} onChange={(event) => choose({ id: event.target.value || null, name: null })}>
              <option value="">{t('meter.choose')}</option>
              {assetIds.map((assetId) => (
                <MetersOfAsset key={assetId} assetId={assetId} alone={assetIds.length === 1} meters={meters.filter((meter) => meter.assetId === assetId)} />
              ))}
              {meterId && !chosen && !pending && <option value={meterId}>{t('meter.elsewhere')}</option>}
            </select>
          )
        }
      </Field>
      <Fault name={`${at}.meterId`} />
      <Fault name={`${at}.meterName`} />
    </div>
  )
}

function MetersOfAsset({ assetId, meters, alone }: { assetId: string; meters: ListedMeter[]; alone: boolean }) {
  const asset = useChoice('asset', assetId)
  const options = meters.map(({ id, name, unit }) => (
    <option key={id} value={id}>
      {name} ({unit})
    </option>
  ))
  if (alone) return <>{options}</>
  return meters.length > 0 && <optgroup label={asset?.label ?? '…'}>{options}</optgroup>
}

function Reading({ meter }: { meter: ListedMeter | undefined }) {
  const { t } = useTranslation('plans')
  if (!meter) return null
  return <>{meter.lastValue ? t('meter.now', { value: number(meter.lastValue), unit: meter.unit }) : t('meter.unread')}</>
}

/** The unit in which the chosen meter counts, to stand behind numbers. */
export function useUnit(at: string): string | undefined {
  const assetIds = useWatch<PlanValues, 'assetIds'>({ name: 'assetIds' })
  const [meterId, meterName] = useWatch({ name: [`${at}.meterId`, `${at}.meterName`] }) as [string | null, string | null]
  const { meters } = useMetersOf(assetIds)
  return meters.find(({ id, name }) => id === meterId || name === meterName)?.unit
}
