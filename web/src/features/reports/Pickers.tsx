import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCustomFields } from '@/ui/custom'
import { FilterBar, type Filters, keysOf } from '@/ui/filters'
import { type Asked, SPANS } from './asked'
import type { Figure } from './figures'
import { useFigureFilters } from './useFigureFilters'

interface Props {
  figure: Figure
  asked: Asked
  search: Filters
  onChange: (change: Filters, options?: { replace?: boolean }) => void
}

/** Period, cut, group and filters of a figure; all of them stand in the address. */
export function Pickers({ figure, asked, search, onChange }: Props) {
  const { t } = useTranslation('analysis')
  const defs = useFigureFilters(figure.filters)
  const { fields } = useCustomFields('work_order')
  const own = figure.dimensions.includes('source') ? fields : []
  return (
    <div className="no-print flex flex-wrap items-end gap-x-3">
      <div role="group" aria-label={t('pick.title')} className="flex flex-wrap items-end gap-x-3">
        {figure.moment ? (
          <Labelled label={t('pick.at')}>
            {(id) => <input id={id} type="date" className="control w-40" value={asked.at ?? ''} onChange={(event) => onChange({ at: event.target.value || undefined })} />}
          </Labelled>
        ) : (
          <>
            <Labelled label={t('pick.span')}>
              {(id) => (
                <Select id={id} className="control w-44" value={asked.span} onPick={(picked) => onChange(picked === 'own' ? { span: undefined, from: asked.from, to: asked.to } : { span: picked, from: undefined, to: undefined })}>
                  {SPANS.map((span) => <option key={span} value={span}>{t(`span.${span}`)}</option>)}
                </Select>
              )}
            </Labelled>
            {asked.span === 'own' && (
              <>
                <Labelled label={t('pick.from')}>
                  {(id) => <input id={id} type="date" className="control w-38" value={asked.from ?? ''} max={asked.to} onChange={(event) => onChange({ from: event.target.value || undefined }, { replace: true })} />}
                </Labelled>
                <Labelled label={t('pick.to')}>
                  {(id) => <input id={id} type="date" className="control w-38" value={asked.to ?? ''} min={asked.from} onChange={(event) => onChange({ to: event.target.value || undefined }, { replace: true })} />}
                </Labelled>
              </>
            )}
          </>
        )}
        {figure.steps.length > 0 && (
          <Labelled label={t('pick.cut')}>
            {(id) => (
              <Select id={id} className="control w-36" value={asked.step ?? 'none'} onPick={(picked) => onChange({ cut: picked })}>
                {figure.asks !== 'series' && <option value="none">{t('step.none')}</option>}
                {figure.steps.map((step) => <option key={step} value={step}>{t(`step.${step}`)}</option>)}
              </Select>
            )}
          </Labelled>
        )}
        {figure.dimensions.length > 1 && (
          <Labelled label={t('pick.by')}>
            {(id) => (
              <Select id={id} className="control w-44" value={asked.by ?? ''} onPick={(picked) => onChange({ by: picked || undefined, sort: undefined, subtree: undefined })}>
                {!(figure.grouped && figure.steps.length === 0) && <option value="">{t('dimension.none')}</option>}
                {figure.dimensions.map((each) => <option key={each} value={each}>{t(figure.asks === 'costs' && each === 'kind' ? 'dimension.lineKind' : `dimension.${each}`)}</option>)}
                {own.length > 0 && (
                  <optgroup label={t('dimension.custom')}>
                    {own.map(({ key, label }) => <option key={key} value={`custom.${key}`}>{label}</option>)}
                  </optgroup>
                )}
              </Select>
            )}
          </Labelled>
        )}
        {figure.basis && (
          <Labelled label={t('pick.basis')}>
            {(id) => (
              <Select id={id} className="control w-40" value={asked.basis} onPick={(picked) => onChange({ basis: picked === 'reported' ? undefined : picked })}>
                {(['reported', 'completed', 'due'] as const).map((basis) => <option key={basis} value={basis}>{t(`basis.${basis}`)}</option>)}
              </Select>
            )}
          </Labelled>
        )}
        {figure.asks === 'costs' && asked.by === 'asset' && (
          <label className="mb-3 flex h-8 items-center gap-2 pointer-coarse:h-11">
            <input type="checkbox" className="size-4 accent-(--accent)" checked={asked.subtree} onChange={(event) => onChange({ subtree: event.target.checked || undefined })} />
            {t('pick.subtree')}
          </label>
        )}
      </div>
      <FilterBar defs={defs} value={Object.fromEntries(keysOf(defs).map((key) => [key, search[key]]))} onChange={(change, options) => onChange(change, options)} />
    </div>
  )
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="mb-3 min-w-0">
      <label htmlFor={id} className="mb-0.5 block text-xs text-muted">{label}</label>
      {children(id)}
    </div>
  )
}

/** A choice that shows at once what was picked, before the address has followed: typing on goes from there. */
function Select({ value, onPick, ...rest }: { id: string; className: string; value: string; onPick: (picked: string) => void; children: ReactNode }) {
  const [shown, setShown] = useState(value)
  useEffect(() => setShown(value), [value])
  return (
    <select
      {...rest}
      value={shown}
      onChange={(event) => {
        setShown(event.target.value)
        onPick(event.target.value)
      }}
    />
  )
}
