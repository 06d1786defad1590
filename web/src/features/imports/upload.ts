/** Sends a whole file to be imported: streamed by the browser, with its progress, tried again under the same key. */
import type { Import } from '@fettle/client'
import { newId } from '@/lib/ids'
import { asProblem, Unreachable } from '@fettle/kit/problems'
import { accessToken } from '@/lib/session'

export interface Sending {
  file: File
  mappingId: string
  /** Try every row and write nothing. */
  dryRun: boolean
}

const TRIES = 4

/**
 * Send it; a broken connection is tried again a few times. All tries carry one idempotency key, so that a file that had
 * arrived after all is not imported twice.
 */
export async function send(sending: Sending, told: (sent: number) => void, signal: AbortSignal): Promise<Import> {
  const key = newId()
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(sending, key, told, signal)
    } catch (error) {
      if (!(error instanceof Unreachable) || attempt === TRIES || signal.aborted) throw error
      await new Promise((goOn) => setTimeout(goOn, 1000 * 2 ** attempt))
    }
  }
}

async function attemptOnce({ file, mappingId, dryRun }: Sending, key: string, told: (sent: number) => void, signal: AbortSignal): Promise<Import> {
  const token = await accessToken()
  const query = new URLSearchParams({ mappingId, fileName: file.name.slice(-200), dryRun: String(dryRun) })
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/v1/imports?${query}`)
    request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.setRequestHeader('Content-Type', 'text/csv')
    request.setRequestHeader('Idempotency-Key', key)
    request.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0)
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status < 300) done(body as Import)
      else failed(asProblem(body, new Response(null, { status: request.status, statusText: request.statusText })))
    }
    request.onerror = () => failed(new Unreachable())
    request.onabort = () => failed(new DOMException('', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
