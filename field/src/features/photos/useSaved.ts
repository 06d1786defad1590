import { useEffect, useRef, useState } from 'react'

const SOON = 400

/** What is typed, saved a moment after the last letter, and at once when its field goes away. */
export function useSaved(first: string, save: (text: string) => Promise<void>): [string, (text: string) => void] {
  const [text, setText] = useState(first)
  const waiting = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | undefined>(undefined)
  const saving = useRef(save)
  saving.current = save
  const flush = () => {
    if (!waiting.current) return
    clearTimeout(waiting.current.timer)
    const { text: last } = waiting.current
    waiting.current = undefined
    void saving.current(last)
  }
  useEffect(() => flush, [])
  return [
    text,
    (next) => {
      setText(next)
      clearTimeout(waiting.current?.timer)
      waiting.current = { text: next, timer: setTimeout(flush, SOON) }
    },
  ]
}
