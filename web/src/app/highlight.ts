/** Which row of a list of answers is highlighted, and so what Enter takes: never something that was the answer to fewer letters. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

interface Answers {
  typed: string
  /** Whether `rows` are the answer to what is typed. Until then those of before stay to be seen. */
  answered: boolean
  /** What can be chosen, the best first. */
  rows: readonly string[]
  choose: (row: string) => void
}

const MOVES = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End'])

/** The best row, until somebody chooses another; that one stays, whatever comes later, as long as it is there. */
export function useHighlight({ typed, answered, rows, choose }: Answers) {
  const [highlighted, setHighlighted] = useState('')
  const chosen = useRef(false)
  /** Enter came before the answer. */
  const hurried = useRef(false)
  const best = rows[0] ?? ''
  useEffect(() => {
    chosen.current = hurried.current = false
  }, [typed])
  useEffect(() => {
    if (!answered) return
    if (hurried.current && best) choose(best)
    else if (!chosen.current) setHighlighted(best)
    hurried.current = false
    // Once for each answer: later ones to the same words move nothing.
  }, [typed, answered])
  const gone = answered && !rows.includes(highlighted)
  useEffect(() => {
    if (gone) setHighlighted(best)
  }, [gone, best])
  return {
    value: highlighted,
    onValueChange: setHighlighted,
    onPointerMove: () => void (chosen.current = true),
    onKeyDown(event: KeyboardEvent) {
      if (MOVES.has(event.key) || (event.ctrlKey && 'njpk'.includes(event.key))) chosen.current = true
      if (event.key !== 'Enter' || event.nativeEvent.isComposing || answered || chosen.current) return
      event.preventDefault()
      hurried.current = true
    },
  }
}
