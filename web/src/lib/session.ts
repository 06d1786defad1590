/**
 * Who is signed in. The refresh token lies in a cookie that no script can read; the access token lies here, in memory.
 *
 * When a session ends while somebody works, the state becomes `expired`: the screen stays, requests wait, and go on
 * after the person has signed in again. Nothing typed is lost.
 */
import { refresh as refreshCall, signIn as signInCall, signOut as signOutCall, switchTenant } from '@fettle/client'
import type { SignedIn, SignInBody } from '@fettle/client'
import { isStatus } from '@fettle/kit/problems'
import { makeStore, useStore } from '@fettle/kit/store'

export type SessionState = 'starting' | 'out' | 'in' | 'expired'

const EARLY = 20_000
const state = makeStore<SessionState>('starting')
let access: { token: string; until: number } | undefined
let renewal: Promise<void> | undefined
let waiting: Array<() => void> = []

export const useSession = (): SessionState => useStore(state)
export const sessionState = (): SessionState => state.get()
export const followSession = state.subscribe

function enter(signedIn: SignedIn): void {
  access = { token: signedIn.accessToken, until: Date.now() + signedIn.expiresIn * 1000 }
  state.set('in')
  for (const goOn of waiting) goOn()
  waiting = []
}

/** Go on with the session that this browser has, if it has one. Resolves when that is known. */
export async function resume(): Promise<void> {
  try {
    await renew()
  } catch (error) {
    if (!isStatus(error, 401, 403)) throw error
    state.set('out')
  }
}

/** Sign in. Rejects with a `Problem` for a wrong password. */
export async function signIn(attempt: Omit<SignInBody, 'keep'>): Promise<void> {
  enter(await signInCall({ body: { ...attempt, keep: 'cookie' } }))
}

/** Take over what an accepted invitation answered. */
export const signedIn = enter

export async function signOut(): Promise<void> {
  await signOutCall()
  access = undefined
  state.set('out')
  location.assign('/sign-in')
}

/** Work in another tenant. Everything on the screen belongs to the old one, so the page starts anew. */
export async function workIn(tenantId: string): Promise<void> {
  enter(await switchTenant({ body: { tenantId } }))
  location.assign('/')
}

/**
 * One renewal at a time, over all tabs of this browser: each refresh token is good for one use. It is sent to its end even when the
 * tab is closed meanwhile, so that the successor reaches the cookie.
 */
function renew(): Promise<void> {
  renewal ??= inTurn(async () => enter(await refreshCall({ body: {}, keepalive: true }))).finally(() => {
    renewal = undefined
  })
  return renewal
}

function inTurn(act: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request('fettle-session', act) : act()
}

/** A token that is good for a while; waits for the person to sign in again when the session has ended. */
export async function accessToken(): Promise<string> {
  if (!access || access.until - Date.now() < EARLY) {
    try {
      await renew()
    } catch (error) {
      if (!isStatus(error, 401, 403)) throw error
      state.set('expired')
      await new Promise<void>((goOn) => waiting.push(goOn))
    }
  }
  return access!.token
}

/** The present token was refused: the next request gets another. */
export function dropToken(): void {
  access = undefined
}
