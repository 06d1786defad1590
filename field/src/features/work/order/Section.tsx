import type { ReactNode } from 'react'
import { View } from 'react-native'
import { Card, Heading, Text } from '@/ui'

interface Props {
  title: string
  /** Beside the title: how far it is, how much there is. */
  figure?: string
  action?: ReactNode
  children?: ReactNode
}

/** A part of a screen, with its heading. */
export function Section({ title, figure, action, children }: Props) {
  return (
    <View style={{ gap: 6 }}>
      <View style={{ flexDirection: 'row', alignItems: 'center', gap: 8, minHeight: 44 }}>
        <Heading style={{ flexShrink: 1 }}>{title}</Heading>
        {figure ? (
          <Text tone="muted" figures style={{ flex: 1 }}>
            {figure}
          </Text>
        ) : (
          <View style={{ flex: 1 }} />
        )}
        {action}
      </View>
      {children && <Card>{children}</Card>}
    </View>
  )
}
