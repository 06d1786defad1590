import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { Animated, type GestureResponderEvent, PanResponder, View } from 'react-native'
import { held, type Hold, moved, REST, zoomed } from './zoom'

export interface ZoomableProps {
  /** What it is about: another picture begins at its own size. */
  of: string
  /** A swipe to the left is 1, to the right -1. */
  onSwipe: (step: 1 | -1) => void
  children: ReactNode
}

const SWIPE = 56
const TWICE = 300
const fingers = ({ nativeEvent: { touches } }: GestureResponderEvent) => touches.map(({ pageX, pageY }) => ({ x: pageX, y: pageY }))

/** Two fingers or two taps make it larger, one moves it, and turns to the next one while it is as large as it was. */
export function Zoomable({ of, onSwipe, children }: ZoomableProps) {
  const box = useRef({ width: 1, height: 1 })
  const view = useRef(REST)
  const hold = useRef<Hold | undefined>(undefined)
  const tapped = useRef(0)
  const swipe = useRef(onSwipe)
  swipe.current = onSwipe
  const scale = useRef(new Animated.Value(1)).current
  const x = useRef(new Animated.Value(0)).current
  const y = useRef(new Animated.Value(0)).current
  const show = (next: typeof REST) => {
    view.current = next
    scale.setValue(next.scale)
    x.setValue(next.x)
    y.setValue(next.y)
  }
  useEffect(() => show(REST), [of])
  const responder = useMemo(
    () =>
      PanResponder.create({
        onStartShouldSetPanResponder: () => true,
        onMoveShouldSetPanResponder: () => true,
        onPanResponderGrant: (event) => void (hold.current = held(fingers(event), view.current)),
        onPanResponderMove(event) {
          const now = fingers(event)
          if (hold.current?.fingers.length !== now.length) hold.current = held(now, view.current)
          else show(moved(hold.current, now, box.current))
        },
        onPanResponderRelease(event, { dx, dy }) {
          const far = Math.hypot(dx, dy) > 12
          if (view.current.scale === 1 && Math.abs(dx) > SWIPE && Math.abs(dx) > Math.abs(dy)) swipe.current(dx < 0 ? 1 : -1)
          const again = !far && Date.now() - tapped.current < TWICE
          tapped.current = far || again ? 0 : Date.now()
          if (again) show(zoomed(view.current, event.nativeEvent, box.current))
        },
      }),
    [],
  )
  return (
    <View
      {...responder.panHandlers}
      onLayout={({ nativeEvent: { layout } }) => void (box.current = layout)}
      style={[{ flex: 1, minHeight: 0, overflow: 'hidden' }, { touchAction: 'none', userSelect: 'none', cursor: 'grab' } as object]}
    >
      <Animated.View pointerEvents="none" style={{ flex: 1, transform: [{ translateX: x }, { translateY: y }, { scale }] }}>
        {children}
      </Animated.View>
    </View>
  )
}
