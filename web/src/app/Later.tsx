import { type ReactNode, Suspense, use, useEffect, useRef, useState } from 'react'

/** Does something once, when the screen is there and the browser has nothing better to do. */
export function useWhenIdle(act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const idle = window.requestIdleCallback ?? ((then: () => void) => window.setTimeout(then, 300))
    const cancel = window.cancelIdleCallback ?? window.clearTimeout
    const asked = idle(() => latest.current(), { timeout: 2000 })
    return () => cancel(asked)
  }, [])
}

interface Props {
  /** Told whether somebody has asked for it already. */
  children: (asked: boolean) => ReactNode
  /** What stands in its place; `ask` when somebody wants what comes, which then hurries. */
  meanwhile: (ask: () => void) => ReactNode
}

/** What can wait until the screen is there; meanwhile something of the same shape stands in its place. */
export function Later({ children, meanwhile }: Props) {
  const [now, setNow] = useState(false)
  const [asked, setAsked] = useState(false)
  const [never] = useState(() => new Promise<never>(() => undefined))
  useWhenIdle(() => setNow(true))
  return <Suspense fallback={meanwhile(() => setAsked(true))}>{now || asked ? children(asked) : <NotYet never={never} />}</Suspense>
}

/** Leaves the place to the fallback: one and the same from the beginning, or a press that has begun on it would be lost. */
const NotYet = ({ never }: { never: Promise<never> }): ReactNode => use(never)
