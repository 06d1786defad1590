import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Pressable, ScrollView } from 'react-native'
import { tapped } from '@/platform/haptics'
import { useTheme } from '@/theme'
import { Icon, Text } from '@/ui'
import { heldIn, STEP_ICONS } from './steps.ts'
import type { Wizard } from './useWizard'

/** All steps: where we are, what they hold, each one a tap away. */
export function StepTabs({ draft, steps, faults, shown, go }: Wizard) {
  const theme = useTheme()
  const { t } = useTranslation('fieldLog')
  const scroll = useRef<ScrollView>(null)
  const places = useRef(new Map<string, number>())
  const held = heldIn(draft)
  useEffect(() => scroll.current?.scrollTo({ x: Math.max(0, (places.current.get(draft.step) ?? 0) - 80), animated: false }), [draft.step])
  return (
    <ScrollView ref={scroll} horizontal showsHorizontalScrollIndicator={false} role="tablist" aria-label={t('steps')} style={{ flexGrow: 0 }} contentContainerStyle={{ gap: 4, paddingBottom: 4 }}>
      {steps.map((step) => {
        const on = step === draft.step
        const wrong = shown && faults.some((fault) => fault.step === step)
        const count = held[step]
        return (
          <Pressable
            key={step}
            role="tab"
            aria-selected={on}
            aria-label={wrong ? `${t(`step.${step}`)}, ${t('wrong')}` : undefined}
            onLayout={({ nativeEvent }) => void places.current.set(step, nativeEvent.layout.x)}
            onPress={() => {
              tapped()
              go(step)
            }}
            style={({ pressed }) => ({
              minHeight: 56, minWidth: 64, paddingHorizontal: 10, paddingVertical: 6, gap: 2, alignItems: 'center', justifyContent: 'center', borderRadius: 10,
              backgroundColor: on ? theme.accentSoft : pressed ? theme.hover : 'transparent', borderWidth: on && theme.contrast ? 2 : 0, borderColor: theme.accent,
            })}
          >
            <Icon name={wrong ? 'triangle-alert' : STEP_ICONS[step]} size={20} tone={wrong ? 'bad' : on ? 'accent' : 'muted'} />
            <Text size="sm" bold={on} tone={on ? 'accent' : 'muted'} numberOfLines={1}>
              {t(`step.${step}`)}
            </Text>
            {count > 0 && !wrong && (
              <Text size="xs" bold tone="onAccent" align="center" style={{ position: 'absolute', top: 2, left: '50%', marginLeft: 6, minWidth: 18 * theme.text, lineHeight: 18 * theme.text, borderRadius: 9 * theme.text, overflow: 'hidden', backgroundColor: theme.accent }}>
                {count}
              </Text>
            )}
          </Pressable>
        )
      })}
    </ScrollView>
  )
}
