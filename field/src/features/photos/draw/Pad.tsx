import { type Ref, useMemo, useRef } from 'react'
import { type GestureResponderEvent, PanResponder, View } from 'react-native'
import Svg, { Image, Path, Text as SvgText } from 'react-native-svg'
import { COLOURS, edgeOf, pathOf, penEdgeOf, penOf, type Point, type Shape, shareOf, textEdgeOf, textSizeOf } from '@/photos/drawing'
import type { Size } from '@/photos/sizes'

export interface PadProps {
  uri: string
  size: Size
  shapes: readonly Shape[]
  label: string
  onBegin: (at: Point) => void
  onMove: (at: Point) => void
  onEnd: () => void
  ref?: Ref<Svg>
}

/** The picture, and what is drawn on it with a finger. */
export function Pad({ uri, size, shapes, label, onBegin, onMove, onEnd, ref }: PadProps) {
  const on = useRef({ size, onBegin, onMove, onEnd })
  on.current = { size, onBegin, onMove, onEnd }
  const corner = useRef({ x: 0, y: 0 })
  const responder = useMemo(() => {
    // Where the finger is on the pad follows from where it was put down: what lies under it changes on the way.
    const at = (dx: number, dy: number) => shareOf({ x: corner.current.x + dx, y: corner.current.y + dy }, on.current.size)
    const begin = ({ nativeEvent: { locationX, locationY } }: GestureResponderEvent) => {
      corner.current = { x: locationX, y: locationY }
      on.current.onBegin(at(0, 0))
    }
    return PanResponder.create({
      onStartShouldSetPanResponder: () => true,
      onMoveShouldSetPanResponder: () => true,
      onPanResponderTerminationRequest: () => false,
      onPanResponderGrant: begin,
      onPanResponderMove: (_, { dx, dy }) => on.current.onMove(at(dx, dy)),
      onPanResponderRelease: () => on.current.onEnd(),
      onPanResponderTerminate: () => on.current.onEnd(),
    })
  }, [])
  return (
    <View {...responder.panHandlers} role="img" aria-label={label} testID="pad" style={[size, { touchAction: 'none', userSelect: 'none', cursor: 'crosshair' } as object]}>
      <View pointerEvents="none" style={size}>
        <Svg ref={ref} width={size.width} height={size.height} viewBox={`0 0 ${size.width} ${size.height}`}>
          <Image href={uri} x={0} y={0} width={size.width} height={size.height} preserveAspectRatio="none" />
          {shapes.map((shape, place) => (shape.kind === 'text' ? <Writing key={place} shape={shape} size={size} /> : <Lines key={place} shape={shape} size={size} />))}
        </Svg>
      </View>
    </View>
  )
}

interface Drawn {
  shape: Shape
  size: Size
}

function Lines({ shape, size }: Drawn) {
  const line = { d: pathOf(shape, size), fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const
  return (
    <>
      <Path {...line} stroke={edgeOf(shape.colour)} strokeWidth={penEdgeOf(size)} />
      <Path {...line} stroke={COLOURS[shape.colour]} strokeWidth={penOf(size)} />
    </>
  )
}

function Writing({ shape, size }: Drawn) {
  const [x, y] = shape.points[0]!
  const text = { x: x * size.width, y: y * size.height, fontSize: textSizeOf(size), fontWeight: 'bold', fontFamily: 'sans-serif' } as const
  return (
    <>
      <SvgText {...text} stroke={edgeOf(shape.colour)} strokeWidth={textEdgeOf(size) * 2} strokeLinejoin="round" fill={edgeOf(shape.colour)}>
        {shape.text}
      </SvgText>
      <SvgText {...text} fill={COLOURS[shape.colour]}>
        {shape.text}
      </SvgText>
    </>
  )
}
