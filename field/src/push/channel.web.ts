/** How this browser is told things while nobody looks: web push, received by public/sw-push.js. */
import type { DeviceBody } from '@fettle/client'
import type { Arrival, Permission, Support } from './told.ts'

const onApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1)
const installed = () => matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true

export function support(): Support {
  if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) return 'yes'
  return onApple && !installed() ? 'install' : 'no'
}

const PERMISSIONS = { granted: 'granted', denied: 'refused', default: 'ask' } as const
export const permission = async (): Promise<Permission> => (support() === 'yes' ? PERMISSIONS[Notification.permission] : 'refused')

/** The worker that is there or comes soon; while developing there is none. */
async function worker(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no service worker')), 10_000))
  return Promise.race([navigator.serviceWorker.ready, late])
}

/** Ask the person, then the browser's push service. `key`: the installation's public key. */
export async function subscribe(key: () => Promise<string>, _channelName: string): Promise<DeviceBody> {
  if (Notification.permission === 'default') await Notification.requestPermission()
  if (Notification.permission !== 'granted') throw new Error('refused')
  const { pushManager } = await worker()
  const wanted = bytes(await key())
  let there = await pushManager.getSubscription()
  if (there && !same(there.options.applicationServerKey, wanted)) {
    await there.unsubscribe()
    there = null
  }
  const made = there ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: wanted as BufferSource }))
  const { endpoint, keys } = made.toJSON()
  return { channel: 'web_push', address: endpoint!, p256dh: keys!.p256dh!, auth: keys!.auth!, name: nameOf(navigator.userAgent) }
}

export async function unsubscribe(): Promise<void> {
  if (support() !== 'yes') return
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}

export const openSettings: (() => void) | undefined = undefined

/** Tells of messages as they come, and of those that somebody clicked while the app was open. */
export function listen({ came, opened }: Arrival): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined
  const heard = ({ data }: MessageEvent<{ fettle?: string; link?: unknown } | undefined>) => {
    if (data?.fettle === 'told') came()
    if (data?.fettle === 'open' && typeof data.link === 'string') opened(data.link)
  }
  navigator.serviceWorker.addEventListener('message', heard)
  navigator.serviceWorker.startMessages()
  return () => navigator.serviceWorker.removeEventListener('message', heard)
}

export function badge(count: number): void {
  const { setAppBadge, clearAppBadge } = navigator as Navigator & { setAppBadge?: (count: number) => Promise<void>; clearAppBadge?: () => Promise<void> }
  void (count ? setAppBadge?.call(navigator, count) : clearAppBadge?.call(navigator))?.catch(() => undefined)
}

function bytes(text: string): Uint8Array {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function same(held: ArrayBuffer | null, wanted: Uint8Array): boolean {
  const found = new Uint8Array(held ?? new ArrayBuffer(0))
  return found.length === wanted.length && found.every((byte, place) => byte === wanted[place])
}

/** What the list of devices calls this one: browser and system, as far as they say it. */
function nameOf(agent: string): string {
  const browser = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /SamsungBrowser/.test(agent) ? 'Samsung Internet' : /Chrome\//.test(agent) ? 'Chrome' : 'Safari'
  const system = /Android/.test(agent) ? 'Android' : /iPhone/.test(agent) ? 'iPhone' : /iPad/.test(agent) ? 'iPad' : /Windows/.test(agent) ? 'Windows' : /Mac/.test(agent) ? 'Mac' : 'Linux'
  return `${browser}, ${system}`
}
