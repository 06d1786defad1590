import { createElement } from 'react'
import Svg, { Circle, Ellipse, Line, Path, Polygon, Polyline, Rect } from 'react-native-svg'
import { useTheme } from '@/theme'
import { ICONS, type IconName } from './icons.gen.ts'
import type { Tone } from './text'

export type { IconName }

const SHAPES = { path: Path, circle: Circle, rect: Rect, line: Line, polyline: Polyline, polygon: Polygon, ellipse: Ellipse }

export interface IconProps {
  name: IconName
  size?: number
  tone?: Tone
  colour?: string
}

/** A picture of a word that stands beside it: for screen readers it is not there. Grows with the text. */
export function Icon({ name, size = 22, tone = 'ink', colour }: IconProps) {
  const theme = useTheme()
  const side = Math.round(size * theme.text)
  return (
    <Svg width={side} height={side} viewBox="0 0 24 24" fill="none" stroke={colour ?? theme[tone]} strokeWidth={theme.contrast ? 2.5 : 2} strokeLinecap="round" strokeLinejoin="round" aria-hidden style={{ flexShrink: 0 }}>
      {ICONS[name].map(([shape, attributes], place) => createElement(SHAPES[shape] as never, { key: place, ...attributes }))}
    </Svg>
  )
}
