import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FlatList, RefreshControl, View, type ViewToken } from 'react-native'
import { useTheme } from '@/theme'
import { distance, type Point } from '@/work'
import { useLines } from './useLines'
import { rowHeight, WorkRow } from './WorkRow'

interface Props {
  ids: readonly string[]
  now: number
  here?: Point
  onRefresh: () => Promise<void>
  empty: ReactNode
  /** Above the first, moves with them. */
  above?: ReactNode
}

/** However much work there is: ids in order, and the rows of what is seen. */
export function WorkList({ ids, now, here, onRefresh, empty, above }: Props) {
  const theme = useTheme()
  const { t } = useTranslation('fieldWork')
  const lines = useLines(ids)
  const [refreshing, setRefreshing] = useState(false)
  const height = rowHeight(theme)
  const see = useRef(lines.see)
  see.current = lines.see
  const seen = useRef(({ viewableItems }: { viewableItems: ViewToken<string>[] }) => {
    const places = viewableItems.flatMap(({ index }) => index ?? [])
    if (places.length) see.current(Math.min(...places), Math.max(...places))
  })
  const { of, version } = lines
  const render = useCallback(
    ({ item }: { item: string }) => {
      const line = of(item)
      const to = here && line && line.latitude !== null && line.longitude !== null ? { latitude: line.latitude, longitude: line.longitude } : undefined
      return (
        <View role="listitem">
          <WorkRow line={line} now={now} away={here && to && Math.round(distance(here, to))} />
        </View>
      )
    },
    [of, version, now, here],
  )
  const [top, setTop] = useState(0)
  const layout = useCallback((_: unknown, index: number) => ({ length: height, offset: top + height * index, index }), [height, top])
  const extra = useMemo(() => [version, now, here], [version, now, here])
  return (
    <FlatList
      data={ids as string[]}
      keyExtractor={(id) => id}
      renderItem={render}
      getItemLayout={layout}
      extraData={extra}
      role={ids.length ? 'list' : undefined}
      aria-label={ids.length ? t('list.label') : undefined}
      // Within a list there are items alone; with nothing in it, it is none.
      ListHeaderComponent={<View role={ids.length && top > 0 ? 'listitem' : undefined} onLayout={({ nativeEvent }) => setTop(nativeEvent.layout.height)}>{above}</View>}
      ListEmptyComponent={<View>{empty}</View>}
      initialNumToRender={8}
      maxToRenderPerBatch={12}
      updateCellsBatchingPeriod={30}
      windowSize={7}
      onViewableItemsChanged={seen.current}
      viewabilityConfig={VIEWABLE}
      keyboardShouldPersistTaps="handled"
      style={{ flex: 1, minHeight: 0 }}
      contentContainerStyle={{ paddingBottom: 84 }}
      refreshControl={
        <RefreshControl
          refreshing={refreshing}
          tintColor={theme.accent}
          onRefresh={() => {
            setRefreshing(true)
            void onRefresh().finally(() => setRefreshing(false))
          }}
        />
      }
    />
  )
}

const VIEWABLE = { itemVisiblePercentThreshold: 1, minimumViewTime: 0 }
