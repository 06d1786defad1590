/** Naming somebody while one writes: what is asked for behind the last @, who fits, and putting in the one that is taken. */
import { asking, isNamed, named } from '@fettle/kit/mentions'
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Addressed, fitting } from './addressed'

/** So many are offered at once; who is not among them is found by typing more. */
const OFFERED = 8

interface Written {
  box: RefObject<HTMLTextAreaElement | null>
  value: string
  people: readonly Addressed[]
  onChange: (value: string) => void
  onChoose: (person: Addressed) => void
  onAsk: (typed: string) => void
}

export function useMention({ box, value, people, onChange, onChoose, onAsk }: Written) {
  /** Undefined while nobody writes here, or text is selected. */
  const [caret, setCaret] = useState<number>()
  /** Which @ is only an @: the list was closed there. */
  const [shut, setShut] = useState<number>()
  const [at, setAt] = useState({ typed: '', place: 0 })
  const put = useRef<number>(undefined)
  const asked = people.length && caret !== undefined ? asking(value, caret) : undefined
  const offered = asked && asked.from !== shut && !isNamed(asked, people) ? fitting(people, asked.typed).slice(0, OFFERED) : []
  const typed = asked?.typed ?? ''
  const place = at.typed === typed ? Math.min(at.place, offered.length - 1) : 0

  useEffect(() => onAsk(typed), [onAsk, typed])
  useLayoutEffect(() => {
    if (put.current !== undefined) box.current?.setSelectionRange(put.current, put.current)
    put.current = undefined
  }, [box, value])

  const take = (person: Addressed) => {
    if (!asked) return
    const { body, caret: after } = named(value, asked, person.name)
    put.current = after
    setCaret(after)
    onChoose(person)
    onChange(body)
    box.current?.focus()
  }
  const look = () => {
    const { selectionStart: from, selectionEnd: to } = box.current!
    setCaret(from === to ? to : undefined)
    // Another @ is asked for anew.
    if (shut !== undefined && asking(box.current!.value, to)?.from !== shut) setShut(undefined)
  }
  const close = () => setShut(asked?.from)
  /** Whether the key was for the list. */
  const pressed = (event: KeyboardEvent): boolean => {
    if (!offered.length || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt({ typed, place: (place + step + offered.length) % offered.length })
    else if (event.key === 'Enter' || event.key === 'Tab') take(offered[place]!)
    else if (event.key === 'Escape') close()
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return { offered, place, take, look, leave: () => setCaret(undefined), close, pressed }
}
