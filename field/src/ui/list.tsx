import { useCallback, useState } from 'react'
import { FlatList, RefreshControl, View } from 'react-native'
import { useTheme } from '@/theme'
import type { ListProps } from './list.types.ts'

/** A long list: only what is near the window is there. */
export function List<T>({ rows, keyOf, render, onRefresh, empty, above, below, flush = false, gap = 0, also, label }: ListProps<T>) {
  const theme = useTheme()
  const [refreshing, setRefreshing] = useState(false)
  const item = useCallback(({ item: row, index }: { item: T; index: number }) => <View role="listitem">{render(row, index)}</View>, [render])
  return (
    <FlatList
      data={rows as T[]}
      keyExtractor={keyOf}
      renderItem={item}
      extraData={also}
      role={rows.length ? 'list' : undefined}
      aria-label={rows.length ? label : undefined}
      ListEmptyComponent={empty ? <>{empty}</> : null}
      ListHeaderComponent={above ? <>{above}</> : null}
      ListFooterComponent={below ? <>{below}</> : null}
      ItemSeparatorComponent={gap ? () => <View style={{ height: gap }} /> : undefined}
      initialNumToRender={12}
      maxToRenderPerBatch={16}
      updateCellsBatchingPeriod={24}
      windowSize={11}
      keyboardShouldPersistTaps="handled"
      style={{ flexGrow: 1, flexShrink: 1, minHeight: 0 }}
      contentContainerStyle={flush ? undefined : { padding: 12, paddingBottom: 24 }}
      refreshControl={
        onRefresh && (
          <RefreshControl
            refreshing={refreshing}
            tintColor={theme.accent}
            onRefresh={() => {
              setRefreshing(true)
              void onRefresh().finally(() => setRefreshing(false))
            }}
          />
        )
      }
    />
  )
}
