import { View } from 'react-native'
import Svg, { Circle, Polyline } from 'react-native-svg'
import { useTheme } from '@/theme'
import { pathOf } from './readings/path'
import type { Taken } from './readings/judge'

const WIDTH = 120
const HEIGHT = 36

/** How a meter went lately: small, without axes; the numbers stand beside it. */
export function Sparkline({ readings, label }: { readings: readonly Taken[]; label: string }) {
  const theme = useTheme()
  const points = pathOf(readings, WIDTH, HEIGHT, 4)
  const last = points.at(-1)
  if (points.length < 2 || !last) return null
  return (
    <View role="img" aria-label={label} style={{ width: WIDTH, height: HEIGHT }}>
      <Svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
        <Polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} fill="none" stroke={theme.accent} strokeWidth={theme.contrast ? 3 : 2} strokeLinejoin="round" strokeLinecap="round" />
        <Circle cx={last.x} cy={last.y} r={3.5} fill={theme.accent} />
      </Svg>
    </View>
  )
}
