/**
 * Sends files to the records they belong to: announce, send the bytes to the signed address, have them checked.
 * Uploads outlive the screen that began them, so that somebody can go on working meanwhile.
 */
import { completeFile, createFile, renewFileUpload, type FilesRecordsFilesRole, type FilesRecordsFilesSubject } from '@fettle/client'
import { useMemo } from 'react'
import { newId } from '@/lib/ids'
import { Problem, Unreachable } from '@fettle/kit/problems'
import { queryClient, readAnew } from '@/lib/query'
import { makeStore, useStore } from '@fettle/kit/store'
import { mediaTypeOf } from './kinds'

export type FileRole = FilesRecordsFilesRole

/** What files belong to. */
export interface FileOwner {
  type: FilesRecordsFilesSubject
  id: string
}

export interface Upload {
  id: string
  owner: FileOwner
  role: FileRole
  file: File
  /** 0 to 1. */
  sent: number
  state: 'waiting' | 'sending' | 'checking' | 'failed'
  error?: unknown
  /** Sending it again may work: the network failed, or the server. */
  worthRetrying?: boolean
}

interface Running {
  upload: Upload
  /** The server's file, once it is announced. */
  fileId?: string
  end?: AbortController
}

const AT_ONCE = 3
const shown = makeStore<readonly Upload[]>([])
const running = new Map<string, Running>()

function show(id: string, change: Partial<Upload>): void {
  const each = running.get(id)
  if (!each) return
  each.upload = { ...each.upload, ...change }
  publish()
}

function publish(): void {
  shown.set([...running.values()].map(({ upload }) => upload))
  window.onbeforeunload = [...running.values()].some(({ upload }) => upload.state !== 'failed') ? (event) => event.preventDefault() : null
}

/** The uploads of a record that are under way or failed. */
export function useUploads(owner: FileOwner): Upload[] {
  const all = useStore(shown)
  return useMemo(() => all.filter((upload) => upload.owner.type === owner.type && upload.owner.id === owner.id), [all, owner.type, owner.id])
}

/** Begin to send files. Three go at once, the others wait. */
export function upload(owner: FileOwner, files: Iterable<File>, role: FileRole): void {
  for (const file of files) {
    const id = newId()
    running.set(id, { upload: { id, owner, role, file, sent: 0, state: 'waiting' } })
  }
  publish()
  next()
}

export function retryUpload(id: string): void {
  show(id, { state: 'waiting', sent: 0, error: undefined })
  next()
}

/** Stop an upload, or take a failed one off the list. */
export function cancelUpload(id: string): void {
  running.get(id)?.end?.abort()
  running.delete(id)
  publish()
  next()
}

function next(): void {
  const all = [...running.values()]
  let free = AT_ONCE - all.filter(({ upload: { state } }) => state === 'sending' || state === 'checking').length
  for (const each of all) {
    if (free <= 0) return
    if (each.upload.state !== 'waiting') continue
    free -= 1
    void run(each)
  }
}

async function run(each: Running): Promise<void> {
  const { id, owner, role, file } = each.upload
  const end = new AbortController()
  each.end = end
  show(id, { state: 'sending' })
  try {
    const { file: announced, upload: ticket } = each.fileId
      ? await renewFileUpload({ path: { file_id: each.fileId }, signal: end.signal })
      : await createFile({
          body: { subject: owner.type, subjectId: owner.id, role, name: file.name, sizeBytes: file.size, mediaType: mediaTypeOf(file) },
          signal: end.signal,
        })
    each.fileId = announced.id
    await put(ticket, file, end.signal, (sent) => show(id, { sent }))
    show(id, { state: 'checking', sent: 1 })
    await completeFile({ path: { file_id: announced.id }, signal: end.signal })
    running.delete(id)
    publish()
    await readAnew(queryClient, ['File'])
  } catch (error) {
    const worthRetrying = error instanceof Unreachable || (error instanceof Problem && (error.status >= 500 || error.status === 429))
    if (!worthRetrying) delete each.fileId
    show(id, { state: 'failed', error, worthRetrying })
  } finally {
    next()
  }
}

/** The bytes themselves. `fetch` cannot tell how far it is. */
function put(
  ticket: { method: string; url: string; headers: Record<string, string> },
  file: File,
  signal: AbortSignal,
  told: (sent: number) => void,
): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open(ticket.method, ticket.url)
    for (const [name, value] of Object.entries(ticket.headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0)
    request.onload = () => (request.status < 300 ? done() : failed(new Unreachable(`${request.status} ${request.statusText}`)))
    request.onerror = () => failed(new Unreachable())
    request.onabort = () => failed(new DOMException('', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
