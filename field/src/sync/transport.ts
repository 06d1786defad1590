/** Pull and push over HTTP. */
import { asProblem, Problem } from '@fettle/kit/problems'
import { fetchSignedIn } from '@/lib/api'
import { serverAddress } from '@/platform/server'
import { deviceId } from './device.ts'
import type { PulledAnswer, PushedAnswer, Transport } from './run.ts'
import { retryAfter } from './state.ts'

/** Worth the work of packing. */
const LARGE = 4096

export const transport: Transport = {
  pull: (wish) => ask<PulledAnswer>('/v1/sync/pull', wish),
  push: async (changes, lastPulledAt) => ask<PushedAnswer>(`/v1/sync/push?last_pulled_at=${lastPulledAt}&device_id=${await deviceId()}`, changes),
}

async function ask<T>(path: string, body: unknown): Promise<T> {
  let response: Response
  try {
    response = await fetchSignedIn(`${serverAddress()}${path}`, await posted(JSON.stringify(body)))
  } catch (error) {
    throw error instanceof TypeError ? asProblem(error, undefined) : error
  }
  if (!response.ok) throw await problem(response)
  try {
    return (await response.json()) as T
  } catch (error) {
    // Cut off in the middle, or something between us and the server answered instead of it.
    throw asProblem(error, undefined)
  }
}

async function posted(text: string): Promise<RequestInit> {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
  if (text.length < LARGE || typeof CompressionStream === 'undefined') return { method: 'POST', headers, body: text }
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return { method: 'POST', headers: { ...headers, 'Content-Encoding': 'gzip' }, body: await new Response(packed).arrayBuffer() }
}

async function problem(response: Response): Promise<unknown> {
  const said: unknown = await response.json().catch(() => undefined)
  const made = asProblem(said, response)
  if (made instanceof Problem) Object.assign(made, { retryAfter: retryAfter(response.headers.get('Retry-After'), Date.now()) })
  return made
}
