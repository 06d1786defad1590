import { ChevronDown, ChevronRight, X } from 'lucide-react'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { money } from '@/lib/format'
import { Button, IconButton } from '@/ui/button'
import { MoneyField, NumberField, RecordField, TextField } from '@/ui/form'
import type { Line } from './lines'

interface Props {
  at: number
  onRemove: (() => void) | undefined
}

/** The fields of one line, those of its kind. */
export function LineFields({ at, onRemove }: Props) {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const form = useFormContext()
  const name = (field: keyof Line) => `lines.${at}.${field}`
  const line = form.watch(`lines.${at}`) as Line
  const [more, setMore] = useState(!!(line.assetId || line.taskCodeId || line.glCodeId))
  const { kind } = line
  const hourly = kind === 'labour' || kind === 'equipment'
  const priced = !hourly || may('costs:read')
  const amount = line.quantity && line.unitCost ? money(line.quantity * Number(line.unitCost)) : ''
  return (
    <fieldset className="rounded-md border p-3">
      <legend className="flex items-center gap-1 px-1 text-sm font-semibold">{t('log.line', { kind: t(`common:lineKind.${kind}`), at: at + 1 })}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-6">
        {kind === 'labour' && <RecordField className="col-span-2 sm:col-span-4" name={name('staffId')} kind="staff" within={{ active: true }} label={t('log.who')} required />}
        {kind === 'equipment' && <RecordField className="col-span-2 sm:col-span-4" name={name('equipmentAssetId')} kind="asset" label={t('log.equipment')} required />}
        {kind === 'contract' && <TextField className="col-span-2 sm:col-span-4" name={name('vendor')} label={t('log.vendor')} required maxLength={200} />}
        {(kind === 'material' || kind === 'other') && <TextField className="col-span-2 sm:col-span-4" name={name('item')} label={t(kind === 'material' ? 'log.item' : 'log.what')} required maxLength={200} />}
        <NumberField className="col-span-1 sm:col-span-2" name={name('quantity')} label={t(hourly ? 'log.hours' : 'log.quantity')} required asNumber min={0} {...(hourly && { unit: t('detail.hoursUnit') })} />
        {!hourly && <TextField className="col-span-1 sm:col-span-2" name={name('unit')} label={t('log.unit')} placeholder={t(kind === 'contract' ? 'log.job' : 'log.each')} maxLength={20} />}
        {priced && <MoneyField className="col-span-1 sm:col-span-2" name={name('unitCost')} label={t(hourly ? 'log.rate' : 'log.unitCost')} {...(hourly && { placeholder: t('log.usualRate') })} />}
        {amount && <p className="col-span-2 self-end pb-1.5 text-right font-medium">{amount}</p>}
      </div>
      {more && (
        <div className="mt-3 grid gap-3 sm:grid-cols-3">
          <RecordField name={name('assetId')} kind="asset" label={t('log.asset')} />
          <RecordField name={name('taskCodeId')} kind="taskCode" within={{ active: true }} label={t('log.taskCode')} />
          {!household && <RecordField name={name('glCodeId')} kind="glCode" within={{ active: true }} label={t('detail.glCode')} />}
        </div>
      )}
      <div className="mt-2 flex items-center">
        <Button size="sm" look="quiet" icon={more ? ChevronDown : ChevronRight} aria-expanded={more} onClick={() => setMore(!more)}>
          {t('log.assignTo')}
        </Button>
        {onRemove && <IconButton size="sm" icon={X} label={t('log.removeLine', { at: at + 1 })} className="ml-auto" onClick={onRemove} />}
      </div>
    </fieldset>
  )
}
