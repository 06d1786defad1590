import { type ReactNode, Suspense, useEffect, useState } from 'react'

/** What can wait until the screen is there; meanwhile something of the same shape stands in its place. */
export function Later({ children, meanwhile }: { children: ReactNode; meanwhile: ReactNode }) {
  const [now, setNow] = useState(false)
  useEffect(() => {
    const idle = window.requestIdleCallback ?? ((act: () => void) => window.setTimeout(act, 300))
    const cancel = window.cancelIdleCallback ?? window.clearTimeout
    const asked = idle(() => setNow(true), { timeout: 2000 })
    return () => cancel(asked)
  }, [])
  return <Suspense fallback={meanwhile}>{now ? children : meanwhile}</Suspense>
}
