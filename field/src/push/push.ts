/** Whether this person is told on this device. Asked only after a tap; kept up by itself afterwards. */
import { getPushKey, registerDevice, removeDevice } from '@fettle/client'
import { makeStore, useStore } from '@fettle/kit/store'
import { forget, keep, readKept } from '@/platform/kept'
import { sessionState } from '@/session'
import { permission, subscribe, support, unsubscribe } from './channel'
import { type PushState, stateOf } from './told.ts'

/** Of the device, not of the person: what is kept is the id under which the office knows it. */
const KEPT = 'push'
/** The office is told that the device is still there once a day, and whenever somebody else is here. */
const FRESH = 86_400_000
const state = makeStore<PushState>('unknown')

interface Kept {
  device: string
  owner: string
  at: number
}

export const usePush = (): PushState => useStore(state)

const owner = (): string => {
  const now = sessionState()
  return now.kind === 'in' ? `${now.person.tenantId}.${now.person.userId}` : ''
}

async function kept(): Promise<Kept | undefined> {
  try {
    return (JSON.parse((await readKept(KEPT)) ?? 'null') as Kept | null) ?? undefined
  } catch {
    return undefined
  }
}

async function register(channelName: string): Promise<void> {
  const body = await subscribe(async () => (await getPushKey()).publicKey, channelName)
  const { id } = await registerDevice({ body })
  await keep(KEPT, JSON.stringify({ device: id, owner: owner(), at: Date.now() } satisfies Kept))
}

/** See how it stands; where this person wants it, tell the office that the device is still there. */
export async function keepUp(channelName: string): Promise<void> {
  const there = await kept()
  const allowed = await permission().catch(() => 'refused' as const)
  state.set(stateOf(support(), allowed, !!there))
  if (state.get() !== 'on' || !there || (there.owner === owner() && Date.now() - there.at < FRESH)) return
  await register(channelName).catch(() => undefined)
}

/** After a tap: ask, subscribe, tell the office. Rejects when there is no network or no push service. */
export async function turnOn(channelName: string): Promise<void> {
  try {
    await register(channelName)
  } finally {
    state.set(stateOf(support(), await permission().catch(() => 'refused' as const), !!(await kept())))
  }
}

/** Be told no more. Without a network the office finds out when it next tries. */
export async function turnOff(): Promise<void> {
  const there = await kept()
  await forget(KEPT)
  state.set(stateOf(support(), await permission().catch(() => 'refused' as const), false))
  await Promise.allSettled([unsubscribe(), there && removeDevice({ path: { device_id: there.device } })])
}
