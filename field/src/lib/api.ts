/** How the generated client talks: with the session's token, a key that makes repeating safe, and errors as `Problem`s. */
import { client } from '@fettle/client/client'
import { newId } from '@/lib/ids'
import { asProblem } from '@fettle/kit/problems'
import { serverAddress } from '@/platform/server'
import { accessToken, dropToken } from '@/session/session'

const WITHOUT_TOKEN = /\/v1\/(auth\/(sign-in|refresh|password-reset)|invitations\/accept)$/

/** `fetch` in the name of whoever is signed in. */
export async function fetchSignedIn(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input as RequestInfo, init)
  if (WITHOUT_TOKEN.test(request.url) || request.headers.has('Authorization')) return fetch(request)
  const again = request.clone()
  request.headers.set('Authorization', `Bearer ${await accessToken()}`)
  const response = await fetch(request)
  if (response.status !== 401) return response
  dropToken()
  again.headers.set('Authorization', `Bearer ${await accessToken()}`)
  return fetch(again)
}

/** The header that lets a change through only if nobody has changed the record since. */
export function ifMatch(version: number | undefined): { 'If-Match': string } {
  return { 'If-Match': `"${version ?? 1}"` }
}

let connected = false

/** To be called again when the address of the server has changed. */
export function connect(): void {
  client.setConfig({ baseUrl: serverAddress(), fetch: fetchSignedIn as typeof fetch, throwOnError: true })
  if (connected) return
  connected = true
  client.interceptors.request.use((request) => {
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newId())
    return request
  })
  client.interceptors.error.use((error, response) => asProblem(error, response))
}
