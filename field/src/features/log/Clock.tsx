import { useEffect, useState } from 'react'
import { AppState } from 'react-native'
import { Text, type Tone } from '@/ui'
import { clockText } from './hours.ts'

export interface ClockProps {
  startedAt: number
  /** With seconds it moves each second, else each minute. Nothing around it is drawn again. */
  seconds?: boolean
  size?: 'sm' | 'md' | 'lg' | 'xxl'
  tone?: Tone
}

/** How long it has been, from an instant: it is right again after the app was away. */
export function Clock({ startedAt, seconds = false, size = 'md', tone = 'ink' }: ClockProps) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const pace = seconds ? 1000 : 60_000
    let timer: ReturnType<typeof setTimeout> | undefined
    const tick = () => {
      clearTimeout(timer)
      const at = Date.now()
      setNow(at)
      if (AppState.currentState !== 'background') timer = setTimeout(tick, pace - ((((at - startedAt) % pace) + pace) % pace))
    }
    const listening = AppState.addEventListener('change', tick)
    tick()
    return () => {
      listening.remove()
      clearTimeout(timer)
    }
  }, [startedAt, seconds])
  return (
    <Text size={size} tone={tone} bold figures role="timer">
      {clockText(now - startedAt, seconds)}
    </Text>
  )
}
