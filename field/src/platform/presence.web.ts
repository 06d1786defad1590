import { makeStore } from '@fettle/kit/store'

export const online = makeStore(navigator.onLine)

addEventListener('online', () => online.set(true))
addEventListener('offline', () => online.set(false))

export function onLook(look: () => void): () => void {
  const seen = () => document.visibilityState === 'visible' && look()
  document.addEventListener('visibilitychange', seen)
  addEventListener('focus', seen)
  return () => {
    document.removeEventListener('visibilitychange', seen)
    removeEventListener('focus', seen)
  }
}

export const looking = (): boolean => document.visibilityState === 'visible'

export function inOneTab<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(name, work) as Promise<T>) : work()
}
