/** A newer version of the web app is loaded in the background and waits until nobody works with the old one. */
import { useEffect, useState } from 'react'

/** How to start the newer version, if there is one. */
export function useUpdate(): (() => void) | undefined {
  const [waiting, setWaiting] = useState<ServiceWorker>()
  useEffect(() => {
    let over = false
    let found: ServiceWorkerRegistration | undefined
    const look = () => !over && setWaiting(found?.waiting ?? undefined)
    const follow = () => found?.installing?.addEventListener('statechange', look)
    void navigator.serviceWorker?.getRegistration().then((registration) => {
      found = registration
      look()
      registration?.addEventListener('updatefound', follow)
      return registration?.update()
    }).catch(() => undefined)
    return () => {
      over = true
      found?.removeEventListener('updatefound', follow)
    }
  }, [])
  return waiting && (() => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    waiting.postMessage({ type: 'SKIP_WAITING' })
  })
}
