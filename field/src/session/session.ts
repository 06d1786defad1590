/**
 * Who is signed in. The refresh token lies in a cookie that no script can read, or in the phone's keychain; the access token here, in memory.
 *
 * The app opens with whom it remembers, network or not. When the session has ended nothing is taken away: what has to be sent waits until this
 * person signs in again.
 */
import { getMe, getTenant, refresh, signIn as signInCall, signOut as signOutCall, switchTenant as switchTenantCall } from '@fettle/client'
import type { SignedIn, TenantChoice } from '@fettle/client'
import { Problem, isStatus } from '@fettle/kit/problems'
import { makeStore, useStore } from '@fettle/kit/store'
import { forget, keep, readKept } from '@/platform/kept'
import { inOneTab } from '@/platform/presence'
import { forgetToken, keepsToken, keepToken, readToken } from '@/platform/secrets'
import { readServer } from '@/platform/server'
import { type Person, personOf, readPerson, type SessionState } from './records.ts'
import { fits } from './token.ts'

/** The session has ended; this person has to sign in again before anything can be sent. */
export class SignInNeeded extends Error {
  readonly name = 'SignInNeeded'
}

const EARLY = 20_000
const KEPT = 'person'
/** Somebody has left without a network: the server has not heard of it yet. */
const LEFT = 'left'
const state = makeStore<SessionState>({ kind: 'starting' })
let access: { token: string; until: number } | undefined
let renewal: Promise<void> | undefined

export const sessionState = (): SessionState => state.get()
export const followSession = state.subscribe
export const useSession = (): SessionState => useStore(state)

const person = (): Person | undefined => {
  const now = state.get()
  return now.kind === 'in' ? now.person : undefined
}

/** Take up whom this device remembers; else the session that the browser has from the office. Resolves when that is known. */
export async function start(): Promise<void> {
  await readServer()
  const known = readPerson(await readKept(KEPT))
  if (known) {
    state.set({ kind: 'in', person: known, expired: false })
    void refreshPerson()
    return
  }
  try {
    if (await readKept(LEFT)) {
      await farewell()
    } else {
      await renew()
      return await enter()
    }
  } catch {
    // Nobody, or nobody whom one can reach.
  }
  state.set({ kind: 'out' })
}

/** Tell the server that this session has ended. */
async function farewell(): Promise<void> {
  await keep(LEFT, 'yes')
  await signOutCall()
  await forget(LEFT)
}

/** Sign in. Rejects with a `Problem` for a wrong password. Answers with all places where this person works; `choose` one or `enter`. */
export async function signIn(attempt: { email: string; password: string }): Promise<{ now: TenantChoice; all: TenantChoice[] }> {
  const again = person()
  const answer = await signInCall({ body: { ...attempt, ...(keepsToken ? {} : { keep: 'cookie' }), ...(again && { tenantId: again.tenantId }) } })
  await forget(LEFT)
  await take(answer)
  return { now: answer.tenant, all: answer.tenants }
}

/** Go on with whom the token is for. */
export async function enter(): Promise<void> {
  const [me, tenant] = await Promise.all([getMe(), getTenant()])
  await remember(personOf(me, tenant))
}

/** Work in another tenant; what is unsent in this one stays on the device and is sent when you come back. */
export async function workIn(tenantId: string): Promise<void> {
  await take(await switchTenantCall({ body: { tenantId } }))
  await enter()
}

/** Leave. What belongs to this person on this device is forgotten by whoever calls; see `leave` in leaving.ts. */
export async function signOut(): Promise<void> {
  await farewell().catch(() => undefined)
  access = undefined
  await Promise.all([forgetToken(), forget(KEPT)])
  state.set({ kind: 'out' })
}

/** Make room for somebody else on this device. What belongs to this person stays, and goes out when they sign in again. */
export async function stepAside(): Promise<void> {
  access = undefined
  await Promise.all([forgetToken(), forget(KEPT)])
  state.set({ kind: 'out' })
}

async function remember(known: Person): Promise<void> {
  await keep(KEPT, JSON.stringify(known))
  state.set({ kind: 'in', person: known, expired: false })
}

/** Permissions, names and words may have changed since. Without a network they stay as they are. */
export async function refreshPerson(): Promise<void> {
  const before = person()
  try {
    const [me, tenant] = await Promise.all([getMe(), getTenant()])
    const now = personOf(me, tenant)
    if (before && now.userId === before.userId && now.tenantId === before.tenantId) await remember(now)
  } catch {
    // Later.
  }
}

async function take(answer: SignedIn): Promise<void> {
  if (keepsToken && answer.refreshToken) await keepToken(answer.refreshToken)
  access = { token: answer.accessToken, until: Date.now() + answer.expiresIn * 1000 }
}

/** One renewal at a time, over all tabs of this browser (the office's too): each refresh token is good for one use. */
function renew(): Promise<void> {
  renewal ??= inOneTab('fettle-session', renewed).finally(() => {
    renewal = undefined
  })
  return renewal
}

async function renewed(): Promise<void> {
  const token = await readToken()
  if (keepsToken && !token) throw new SignInNeeded()
  await take(await refresh({ body: token ? { refreshToken: token } : {}, keepalive: !keepsToken }))
  const known = person()
  const fit = fits(access!.token, known)
  if (fit === 'other tenant') await take(await switchTenantCall({ body: { tenantId: known!.tenantId }, headers: { Authorization: `Bearer ${access!.token}` } }))
  if (fit === 'other person') throw new SignInNeeded()
}

/** A token that is good for a while. Rejects with `SignInNeeded` when the session has ended. */
export async function accessToken(): Promise<string> {
  if (access && access.until - Date.now() >= EARLY) return access.token
  try {
    await renew()
  } catch (error) {
    if (!(error instanceof SignInNeeded) && !isStatus(error, 401, 403)) throw error
    dropToken()
    const known = person()
    if (known) state.set({ kind: 'in', person: known, expired: true })
    throw new SignInNeeded()
  }
  const known = state.get()
  if (known.kind === 'in' && known.expired) state.set({ ...known, expired: false })
  return access!.token
}

/** The present token was refused: the next request gets another. */
export function dropToken(): void {
  access = undefined
}

/** Whether an error means that this person has to sign in again. */
export const needsSignIn = (error: unknown): boolean => error instanceof SignInNeeded || (error instanceof Problem && error.status === 401)
