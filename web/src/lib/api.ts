/** How the generated client talks: with the session's token, a key that makes repeating safe, and errors as `Problem`s. */
import { client } from '@fettle/client/client'
import { newId } from './ids'
import { asProblem } from '@fettle/kit/problems'
import { accessToken, dropToken } from './session'

const WITHOUT_TOKEN = /^\/v1\/(auth\/(sign-in|refresh|password-reset)|invitations\/accept|portal\/(pages|status|jobs))/

/** `fetch` in the name of whoever is signed in. */
export async function fetchSignedIn(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  if (WITHOUT_TOKEN.test(new URL(request.url).pathname)) return fetch(request)
  const again = request.clone()
  const response = await fetch(await signed(request))
  if (response.status !== 401) return response
  dropToken()
  return fetch(await signed(again))
}

async function signed(request: Request): Promise<Request> {
  request.headers.set('Authorization', `Bearer ${await accessToken()}`)
  return request
}

/** The header that lets a change through only if nobody has changed the record since. */
export function ifMatch(version: number | undefined): { 'If-Match': string } {
  return { 'If-Match': `"${version ?? 1}"` }
}

export function connect(): void {
  client.setConfig({ baseUrl: location.origin, fetch: fetchSignedIn as typeof fetch, throwOnError: true })
  client.interceptors.request.use((request) => {
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', newId())
    }
    return request
  })
  client.interceptors.error.use((error, response) => asProblem(error, response))
}
