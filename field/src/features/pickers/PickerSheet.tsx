import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWindowDimensions, View } from 'react-native'
import { useDatabase } from '@/db'
import { Scanner } from '@/features/scan'
import { refused, succeeded } from '@/platform/haptics'
import { Button, EmptyState, IconButton, type IconName, List, Row, Sheet, Skeleton, TextInput } from '@/ui'
import { GroupHead } from './GroupHead'
import { remember, type RecentKind, useRecent } from './recent'
import { found, recentFirst } from './search'

export interface PickerItem {
  id: string
}

export interface PickerProps {
  open: boolean
  onClose: () => void
  title?: string
  /** What is chosen now. */
  chosen?: readonly string[]
  /** Nothing may be chosen again: offers to take the choice back. */
  clearable?: boolean
}

export interface PickerSheetProps<T extends PickerItem> extends PickerProps {
  title: string
  kind: RecentKind
  items: readonly T[] | undefined
  titleOf: (item: T) => string
  detailOf: (item: T) => string
  saidOf: (item: T) => string
  icon?: (item: T) => IconName
  /** How far a line is set in: for trees. Not while searching or among recent ones. */
  depthOf?: (item: T) => number
  /** One: chosen and closed. Nothing: the choice was taken back. */
  onPick?: (item: T | null) => void
  /** Several: told when done. */
  onPickMany?: (items: T[]) => void
  /** What a scanned code is about, by id: one can scan instead of searching. */
  scanned?: (code: string) => Promise<string | undefined>
  empty: string
  emptyHelp?: string
}

interface Shown<T> {
  item: T
  head?: string
  recent: boolean
}

/** Choose among many: search, recent ones first. Out of the local database, so it never waits. To be there only while it is open. */
export function PickerSheet<T extends PickerItem>(props: PickerSheetProps<T>) {
  const { open, onClose, title, kind, items, titleOf, detailOf, saidOf, icon, depthOf, onPick, onPickMany, scanned, empty, emptyHelp, chosen, clearable } = props
  const { t } = useTranslation('fieldThings')
  const database = useDatabase()
  const { height } = useWindowDimensions()
  const recent = useRecent(kind)
  const [typed, setTyped] = useState('')
  const [scanning, setScanning] = useState(false)
  const [several, setSeveral] = useState<readonly string[]>(chosen ?? [])
  const search = useDeferredValue(typed)
  const shown = useMemo<Shown<T>[]>(() => {
    if (!items) return []
    if (search.trim()) return found(items, search, saidOf).map((item) => ({ item, recent: false }))
    const { recent: top, rest } = recentFirst(items, recent ?? [])
    return [
      ...top.slice(0, 5).map((item, place) => ({ item, recent: true, head: place === 0 ? t('picker.recent') : undefined })),
      ...(top.length > 5 ? items.filter((item) => !top.slice(0, 5).includes(item)) : rest).map((item, place) => ({ item, recent: false, head: place === 0 && top.length ? t('picker.all') : undefined })),
    ]
  }, [items, search, recent, saidOf, t])
  const selected = new Set(onPickMany ? several : (chosen ?? []))
  const press = useCallback(
    (item: T) => {
      if (onPickMany) return setSeveral((now) => (now.includes(item.id) ? now.filter((id) => id !== item.id) : [...now, item.id]))
      void remember(database, kind, item.id)
      onPick?.(item)
      onClose()
    },
    [database, kind, onPick, onPickMany, onClose],
  )
  const take = async (code: string) => {
    const id = await scanned?.(code)
    const item = items?.find((each) => each.id === id)
    if (!item) {
      refused()
      setScanning(false)
      return setTyped(code)
    }
    succeeded()
    if (!several.includes(item.id)) press(item)
  }
  const done = () => {
    const byId = new Map((items ?? []).map((item) => [item.id, item]))
    if (several.length) void remember(database, kind, ...several)
    onPickMany?.(several.flatMap((id) => byId.get(id) ?? []))
    onClose()
  }
  return (
    <Sheet
      open={open}
      title={title}
      onClose={onClose}
      scroll={false}
      footer={onPickMany && <Button wide look="primary" icon="check" label={several.length ? t('picker.take', { count: several.length }) : t('picker.takeNone')} onPress={done} />}
    >
      <View style={{ height: Math.round(height * 0.88) - (onPickMany ? 140 : 60), flexShrink: 1, minHeight: 0 }}>
        <View style={{ paddingHorizontal: 16, paddingBottom: 8, flexDirection: 'row', alignItems: 'flex-end', gap: 4 }}>
          <View style={{ flex: 1 }}>
            <TextInput label={t('picker.search')} value={typed} onChange={setTyped} autoCorrect={false} autoCapitalize="none" />
          </View>
          {scanned && <IconButton icon="scan-line" label={t(scanning ? 'picker.list' : 'scan.title')} pressed={scanning} onPress={() => setScanning(!scanning)} />}
        </View>
        {scanning ? (
          <View style={{ padding: 16, paddingTop: 4 }}>
            <Scanner active height={Math.round(height * 0.4)} onText={(text) => void take(text)} />
          </View>
        ) : items ? (
          <List
            rows={shown}
            keyOf={({ item, recent: top }) => (top ? `recent ${item.id}` : item.id)}
            flush
            also={[several, chosen]}
            label={title}
            above={clearable && chosen?.length && !typed ? <Row first icon="x" title={t('picker.clear')} onPress={() => (onPick?.(null), onClose())} /> : null}
            empty={<EmptyState icon="search" title={typed ? t('picker.none', { words: typed }) : empty} help={typed ? t('picker.noneHelp') : emptyHelp} />}
            render={({ item, head, recent: top }) => (
              <PickerRow
                head={head}
                title={titleOf(item)}
                detail={detailOf(item)}
                icon={icon?.(item)}
                depth={top || search.trim() ? 0 : (depthOf?.(item) ?? 0)}
                selected={selected.has(item.id)}
                onPress={() => press(item)}
              />
            )}
          />
        ) : (
          <View style={{ padding: 16 }}>
            <Skeleton />
          </View>
        )}
      </View>
    </Sheet>
  )
}

function PickerRow({ head, depth, ...row }: { head?: string; depth: number; title: string; detail: string; icon?: IconName; selected: boolean; onPress: () => void }) {
  return (
    <>
      {head && <GroupHead text={head} />}
      <View style={{ paddingLeft: Math.min(depth, 4) * 18 }}>
        <Row {...row} />
      </View>
    </>
  )
}
