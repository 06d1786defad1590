import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'

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

/** What can wait until the screen is there; meanwhile something of the same shape stands in its place. */
export function Later({ children, meanwhile }: { children: ReactNode; meanwhile: ReactNode }) {
  const [now, setNow] = useState(false)
  useWhenIdle(() => setNow(true))
  return <Suspense fallback={meanwhile}>{now ? children : meanwhile}</Suspense>
}
