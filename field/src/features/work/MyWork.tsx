import { router } from 'expo-router'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { usePerson } from '@/session'
import { syncNow } from '@/sync'
import { IconButton, Screen, Skeleton } from '@/ui'
import { type Filter, narrowing, readFilter } from '@/work'
import { Begun } from './list/Begun'
import { Chip, ChipLine } from './list/Chips'
import { Empty } from './list/Empty'
import { FilterSheet } from './list/FilterSheet'
import { NewButton } from './list/NewButton'
import { SearchBox } from './list/SearchBox'
import { useHere } from './list/useHere'
import { useWork } from './list/useWork'
import { WorkList } from './list/WorkList'
import { useRemembered } from './remembered'

/** What there is to do, from this device, as each person last wanted to see it. */
export default function MyWork() {
  const { t } = useTranslation('fieldWork')
  const { may, staffId } = usePerson()
  const first = useCallback((text: string | null): Filter => (text || staffId ? readFilter(text) : { ...readFilter(null), who: 'everybody' }), [staffId])
  const [filter, setFilter] = useRemembered('work.filter', first)
  const [text, setText] = useState('')
  const [searching, setSearching] = useState(false)
  const [narrows, setNarrows] = useState(false)
  const { here, ask } = useHere(filter?.sort === 'distance')
  const at = here.kind === 'known' ? here.at : undefined
  const { ids, counts, now, whose } = useWork(filter, text, at)
  const narrowed = filter ? narrowing(filter) + (filter.sort === 'due' ? 0 : 1) : 0
  return (
    <Screen
      title={t('list.title')}
      subtitle={ids && t('list.count', { count: ids.length })}
      scroll={false}
      actions={
        <>
          <IconButton icon="search" label={t('list.search')} pressed={searching} onPress={() => setSearching(!searching)} />
          <IconButton icon="sliders-horizontal" label={narrowed ? t('filter.open', { count: narrowed }) : t('filter.title')} count={narrowed} onPress={() => setNarrows(true)} />
        </>
      }
      above={
        filter && (
          <View>
            {searching && <SearchBox value={text} onChange={setText} onClose={() => setSearching(false)} />}
            <ChipLine
              label={t('who.label')}
              before={
                (filter.due === 'overdue' || !!counts?.overdue) && (
                  <Chip role="button" bad label={t('filter.dueIn.overdue')} count={counts?.overdue} on={filter.due === 'overdue'} onPress={() => setFilter({ ...filter, due: filter.due === 'overdue' ? null : 'overdue' })} />
                )
              }
            >
              {whose.map((who) => (
                <Chip key={who} role="radio" label={t(`who.${who}`)} count={counts?.[who]} on={filter.who === who} onPress={() => setFilter({ ...filter, who })} />
              ))}
            </ChipLine>
          </View>
        )
      }
    >
      {filter && ids ? (
        <WorkList
          ids={ids}
          now={now}
          here={filter.sort === 'distance' ? at : undefined}
          onRefresh={syncNow}
          above={<Begun />}
          empty={<Empty filter={filter} text={text} onChange={setFilter} onSearch={setText} />}
        />
      ) : (
        <View style={{ padding: 12 }}>
          <Skeleton rows={5} height={110} />
        </View>
      )}
      {may('work_orders:create') && <NewButton onPress={() => router.push('/work-orders/new')} />}
      {filter && <FilterSheet open={narrows} onClose={() => setNarrows(false)} filter={filter} onChange={setFilter} count={ids?.length ?? 0} here={here} onAskHere={ask} />}
    </Screen>
  )
}
