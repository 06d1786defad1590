import { useTranslation } from 'react-i18next'
import { useCount } from '@/db'
import { useSync } from '@/sync'
import { Button, EmptyState, Skeleton } from '@/ui'
import { type Filter, narrowing, NO_FILTER } from '@/work'

interface Props {
  filter: Filter
  text: string
  onChange: (filter: Filter) => void
  onSearch: (text: string) => void
}

/** Why there is nothing, and what to do about it. */
export function Empty({ filter, text, onChange, onSearch }: Props) {
  const { t } = useTranslation('fieldWork')
  const all = useCount('work_orders', [])
  const sync = useSync()
  if (all === undefined || (all === 0 && sync.kind === 'syncing')) return <Skeleton rows={4} height={110} />
  if (all === 0) return <EmptyState icon="clipboard-list" title={t('empty.nothing')} help={t('empty.nothingHelp')} />
  if (text) return <EmptyState icon="search" title={t('empty.notFound', { text })} help={t('empty.notFoundHelp')} action={<SearchAll filter={filter} onChange={onChange} onSearch={onSearch} />} />
  if (narrowing(filter)) {
    return <EmptyState icon="filter" title={t('empty.filtered')} action={<Button icon="rotate-ccw" label={t('filter.reset')} onPress={() => onChange({ ...NO_FILTER, who: filter.who, sort: filter.sort })} />} />
  }
  return (
    <EmptyState
      icon="circle-check"
      title={t('empty.done')}
      help={filter.who === 'everybody' ? undefined : t('empty.doneHelp')}
      action={filter.who === 'everybody' ? undefined : <Button label={t('empty.everybody')} onPress={() => onChange({ ...filter, who: 'everybody' })} />}
    />
  )
}

function SearchAll({ filter, onChange, onSearch }: Pick<Props, 'filter' | 'onChange' | 'onSearch'>) {
  const { t } = useTranslation('fieldWork')
  const narrowed = narrowing(filter) > 0 || filter.who !== 'everybody'
  return narrowed ? (
    <Button icon="search" label={t('empty.searchAll')} onPress={() => onChange({ ...NO_FILTER, who: 'everybody', sort: filter.sort })} />
  ) : (
    <Button label={t('list.searchEnd')} onPress={() => onSearch('')} />
  )
}
