import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { useTheme } from '@/theme'
import { asDate, asMoney } from '@/words/format'
import { unsent } from '@/work/unsent'
import { Badge, Icon, Line, Text } from '@/ui'
import { costOf, type Written } from '../reversing.ts'
import { summary } from './said.ts'
import type { Names } from './useEntries.ts'

export interface EntryRowProps {
  written: Written
  names: Names
  first: boolean
  onPress: () => void
}

/** One entry: when, who, what; struck where it counts nothing any more. */
export function EntryRow({ written: { entry, lines, reversal }, names, first, onPress }: EntryRowProps) {
  const theme = useTheme()
  const { t } = useTranslation(['fieldLog', 'common'])
  const struck = { textDecorationLine: reversal ? ('line-through' as const) : ('none' as const) }
  const text = summary(t, lines, names)
  const cost = costOf(lines)
  return (
    <Pressable
      role="button"
      onPress={onPress}
      style={({ pressed }) => ({ minHeight: 56, flexDirection: 'row', alignItems: 'center', gap: 10, paddingHorizontal: 14, paddingVertical: 10, borderTopWidth: first ? 0 : 1, borderTopColor: theme.line, backgroundColor: pressed ? theme.hover : theme.raised })}
    >
      <View style={{ flex: 1, minWidth: 0, gap: 4 }}>
        <Line>
          <Text bold style={struck}>
            {asDate(entry.performed_on)}
          </Text>
          {reversal && <Badge tone="bad" icon="undo-2" label={t('entry.reversed')} />}
          {entry.reverses_id && <Badge tone="warn" icon="undo-2" label={t('entry.reversal')} />}
          {unsent(entry) && <Badge tone="warn" icon="cloud-upload" label={t('entry.unsent')} />}
        </Line>
        <Text tone={reversal ? 'muted' : 'ink'} style={struck} numberOfLines={3}>
          {text}
        </Text>
        {entry.note ? (
          <Text size="sm" tone="muted" numberOfLines={2}>
            {entry.note}
          </Text>
        ) : null}
      </View>
      {cost !== undefined && (
        <Text figures bold tone={reversal ? 'muted' : 'ink'} style={struck}>
          {asMoney(cost)}
        </Text>
      )}
      <Icon name="chevron-right" size={18} tone="faint" />
    </Pressable>
  )
}
