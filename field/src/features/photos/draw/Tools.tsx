import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { type Colour, COLOURS, edgeOf, type Tool } from '@/photos/drawing'
import { tapped } from '@/platform/haptics'
import { useTheme } from '@/theme'
import { Icon, type IconName, Text } from '@/ui'

const TOOLS: readonly { tool: Tool; icon: IconName }[] = [
  { tool: 'arrow', icon: 'move-up-right' },
  { tool: 'stroke', icon: 'pencil' },
  { tool: 'ellipse', icon: 'circle' },
  { tool: 'text', icon: 'type' },
]

export interface ToolsProps {
  tool: Tool
  colour: Colour
  onTool: (tool: Tool) => void
  onColour: (colour: Colour) => void
}

/** What is drawn, and in which colour; under the thumb. */
export function Tools({ tool, colour, onTool, onColour }: ToolsProps) {
  const theme = useTheme()
  const { t } = useTranslation('fieldPhotos')
  return (
    <View style={{ gap: 8 }}>
      <View role="radiogroup" aria-label={t('draw.tool')} style={{ flexDirection: 'row', gap: 6 }}>
        {TOOLS.map((each) => (
          <Pressable
            key={each.tool}
            role="radio"
            aria-checked={tool === each.tool}
            aria-label={t(`draw.${each.tool}`)}
            onPress={() => {
              tapped()
              onTool(each.tool)
            }}
            style={{
              flex: 1, minWidth: 0, minHeight: 56, alignItems: 'center', justifyContent: 'center', gap: 2, borderRadius: 10, backgroundColor: tool === each.tool ? theme.accentSoft : theme.raised,
              borderWidth: tool === each.tool || theme.contrast ? 2 : 1, borderColor: tool === each.tool ? theme.accent : theme.edge,
            }}
          >
            <Icon name={each.icon} tone={tool === each.tool ? 'accent' : 'ink'} />
            <Text size="xs" bold={tool === each.tool} tone={tool === each.tool ? 'accent' : 'ink'} numberOfLines={1}>
              {t(`draw.${each.tool}`)}
            </Text>
          </Pressable>
        ))}
      </View>
      <View role="radiogroup" aria-label={t('draw.colour')} style={{ flexDirection: 'row', justifyContent: 'space-between', maxWidth: 360 }}>
        {(Object.keys(COLOURS) as Colour[]).map((each) => (
          <Pressable
            key={each}
            role="radio"
            aria-checked={colour === each}
            aria-label={t(`draw.colours.${each}`)}
            onPress={() => {
              tapped()
              onColour(each)
            }}
            style={{ width: 48, height: 48, borderRadius: 24, alignItems: 'center', justifyContent: 'center', borderWidth: 3, borderColor: colour === each ? theme.accent : 'transparent' }}
          >
            <View style={{ width: 34, height: 34, borderRadius: 17, alignItems: 'center', justifyContent: 'center', backgroundColor: COLOURS[each], borderWidth: 2, borderColor: theme.edge }}>
              {colour === each && <Icon name="check" size={18} colour={edgeOf(each)} />}
            </View>
          </Pressable>
        ))}
      </View>
    </View>
  )
}
