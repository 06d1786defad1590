import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ScrollView, View } from 'react-native'
import type { PhotoRole, PhotoSubject } from '@/photos/subjects'
import { pairsOf, type TileOf } from '@/photos/tiles'
import { usePhotosOf } from '@/photos/usePhotosOf'
import { usePerson } from '@/session'
import { Button, Heading, Segmented, Stack, Text } from '@/ui'
import { AddButtons, AddingState } from './Adding'
import { Grid } from './Grid'
import { Tile } from './Tile'
import { useAdding } from './useAdding'
import { type Sheet, Viewer } from './Viewer'

export interface PhotosProps {
  subject: PhotoSubject
  subjectId: string
  /** What new pictures show. Without it somebody chooses between before, after and detail where that makes sense. */
  role?: PhotoRole
  /** One line of small pictures, for forms. */
  compact?: boolean
  /** Nothing can be added. */
  readOnly?: boolean
}

/** Of work there are pictures from before and after. */
const STAGED: readonly PhotoSubject[] = ['work_order', 'log_entry', 'work_order_task']
const ROLES = ['before', 'after', 'detail'] as const

/** The pictures of a record: those on the server and those on their way there. */
export function Photos({ subject, subjectId, role, compact = false, readOnly = false }: PhotosProps) {
  const { t } = useTranslation('fieldPhotos')
  const { may } = usePerson()
  const tiles = usePhotosOf(subject, subjectId)
  const staged = !role && STAGED.includes(subject)
  const [chosen, setChosen] = useState<PhotoRole>()
  // Once there is one from before, the next is likely to be from after; but not while somebody is at it.
  const usual: PhotoRole = tiles?.some((tile) => tile.role === 'before') ? 'after' : 'before'
  const now = role ?? (staged ? (chosen ?? usual) : 'detail')
  const adding = useAdding({ subject, subjectId, role: now }, () => setChosen(now))
  const [shown, setShown] = useState<{ sheets: Sheet[]; at: number }>()
  const adds = !readOnly && may('files:create')
  if (!tiles) return <View aria-busy style={{ minHeight: compact ? 72 : 120 }} />

  const open = (all: readonly TileOf[]) => (tile: TileOf) => setShown({ sheets: all.map((each) => [each.id]), at: all.indexOf(tile) })
  const viewer = shown && (
    <Viewer
      {...shown}
      tiles={tiles}
      readOnly={readOnly}
      onTurn={(at) => setShown({ ...shown, at })}
      onMade={(id, at) => setShown({ sheets: [...shown.sheets.slice(0, at + 1), [id], ...shown.sheets.slice(at + 1)], at: at + 1 })}
      onClose={() => setShown(undefined)}
    />
  )

  if (compact) {
    return (
      <Stack gap={6}>
        <ScrollView horizontal showsHorizontalScrollIndicator={false} contentContainerStyle={{ gap: 8, alignItems: 'center' }}>
          {adds && <AddButtons adding={adding} small />}
          {tiles.map((tile) => <Tile key={tile.id} tile={tile} side={64} onOpen={() => open(tiles)(tile)} />)}
        </ScrollView>
        <AddingState adding={adding} />
        {viewer}
      </Stack>
    )
  }

  const of = (wanted: string) => tiles.filter((tile) => tile.role === wanted)
  const [before, after] = staged ? [of('before'), of('after')] : [[], []]
  const others = tiles.filter((tile) => !before.includes(tile) && !after.includes(tile))
  const group = (name: 'before' | 'after' | 'others', all: TileOf[]) =>
    all.length > 0 && (
      <Stack gap={6}>
        {staged && <Heading level={3}>{t(`group.${name}`)}</Heading>}
        <Grid tiles={all} onOpen={open(all)} />
      </Stack>
    )
  return (
    <Stack>
      {tiles.length === 0 && (
        <View style={{ gap: 2 }}>
          <Text tone="muted">{t('none')}</Text>
          {adds && <Text size="sm" tone="muted">{t('noneHelp')}</Text>}
        </View>
      )}
      {group('before', before)}
      {group('after', after)}
      {group('others', others)}
      {before.length > 0 && after.length > 0 && (
        <Button icon="columns-2" label={t('compare')} onPress={() => setShown({ sheets: pairsOf(before, after).map((pair) => pair.map((tile) => tile?.id) as Sheet), at: 0 })} />
      )}
      {adds && staged && <Segmented label={t('shows')} value={now} options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))} onChange={setChosen} />}
      {adds && <AddButtons adding={adding} />}
      <AddingState adding={adding} />
      {viewer}
    </Stack>
  )
}
