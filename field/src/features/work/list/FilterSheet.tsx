import { useTranslation } from 'react-i18next'
import { Q, useRows } from '@/db'
import { Banner, Button, Choice, Segmented, Sheet } from '@/ui'
import { DUE, type Filter, NO_FILTER, PRIORITIES, priorityKey, SORTS, STATUSES, statusKey } from '@/work'
import { Many } from './Chips'
import type { Here } from './useHere'

interface Props {
  open: boolean
  onClose: () => void
  filter: Filter
  onChange: (filter: Filter) => void
  /** How much fits. */
  count: number
  here: Here
  onAskHere: () => Promise<boolean>
}

const named = (rows: readonly { id: string; name: string }[] | undefined) => (rows ?? []).map(({ id, name }) => ({ value: id, label: name }))

/** Everything by which the list can be narrowed and sorted. What is chosen holds at once. */
export function FilterSheet({ open, onClose, filter, onChange, count, here, onAskHere }: Props) {
  const { t } = useTranslation(['fieldWork', 'field', 'common'])
  const crews = useRows('crews', [Q.where('active', true), Q.sortBy('name', Q.asc)])
  const sites = useRows('sites', [Q.sortBy('name', Q.asc)])
  const types = useRows('asset_types', [Q.where('active', true), Q.sortBy('name', Q.asc)])
  const set = (part: Partial<Filter>) => onChange({ ...filter, ...part })
  const sort = async (by: Filter['sort']) => {
    if (by !== 'distance' || here.kind === 'known' || (await onAskHere())) set({ sort: by })
  }
  return (
    <Sheet
      open={open}
      title={t('filter.title')}
      onClose={onClose}
      footer={
        <>
          <Button wide icon="rotate-ccw" label={t('filter.reset')} onPress={() => onChange({ ...NO_FILTER, who: filter.who })} />
          <Button wide look="primary" label={t('filter.show', { count })} onPress={onClose} />
        </>
      }
    >
      <Segmented label={t('filter.sort')} value={filter.sort} options={SORTS.map((value) => ({ value, label: t(`filter.by.${value}`) }))} onChange={(value) => void sort(value)} />
      {here.kind === 'refused' && (
        <Banner tone="warn" icon="map-pin" title={t('filter.noPlace')}>
          {t('filter.noPlaceHelp')}
        </Banner>
      )}
      <Many label={t('filter.status')} help={t('filter.statusHelp')} options={STATUSES.map((value) => ({ value, label: t(statusKey(value)) }))} values={filter.status} onChange={(status) => set({ status })} />
      <Many label={t('filter.priority')} options={PRIORITIES.map((value) => ({ value, label: t(priorityKey(value)) }))} values={filter.priority} onChange={(priority) => set({ priority })} />
      <Segmented
        label={t('filter.due')}
        value={filter.due ?? 'any'}
        options={[{ value: 'any', label: t('filter.dueIn.any') }, ...DUE.map((value) => ({ value, label: t(`filter.dueIn.${value}`) }))]}
        onChange={(value) => set({ due: value === 'any' ? null : (value as Filter['due']) })}
      />
      <Choice label={t('filter.site')} value={filter.siteId} options={named(sites)} onChange={(siteId) => set({ siteId })} placeholder={t('filter.all')} clearable />
      <Choice label={t('filter.crew')} value={filter.crewId} options={named(crews)} onChange={(crewId) => set({ crewId })} placeholder={t('filter.all')} clearable />
      <Choice label={t('filter.assetType')} value={filter.assetTypeId} options={named(types)} onChange={(assetTypeId) => set({ assetTypeId })} placeholder={t('filter.all')} clearable />
    </Sheet>
  )
}
