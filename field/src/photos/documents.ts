/** Documents of the server: opened from there, or from this device where somebody keeps them for offline. */
import { makeStore } from '@fettle/kit/store'
import { addressOf } from './addresses'
import { running } from './running'

/** What is kept here: the sizes in bytes by id. */
export const keptDocuments = makeStore<ReadonlyMap<string, number>>(new Map())
/** What is being fetched. */
export const keepingDocuments = makeStore<ReadonlySet<string>>(new Set())

async function read(): Promise<void> {
  const here = running.get()
  keptDocuments.set(new Map((await here?.bytes.list('documents'))?.map(({ key, size }) => [key, size])))
}

const readQuietly = () => void read().catch(() => undefined)
running.subscribe(readQuietly)
readQuietly()

const marked = (id: string, on: boolean) => {
  const next = new Set(keepingDocuments.get())
  if (on) next.add(id)
  else next.delete(id)
  keepingDocuments.set(next)
}

/** The address of its content on the server, good for some minutes. Needs a network. */
export async function contentOf(id: string): Promise<string> {
  const { content } = await addressOf(id)
  if (!content) throw new Error('no content')
  return content
}

/** Fetch it, so that it opens without a network. Rejects with `NoRoom`, or when there is no network. */
export async function keepDocument(id: string): Promise<void> {
  const here = running.get()
  if (!here || keepingDocuments.get().has(id)) return
  marked(id, true)
  try {
    await here.bytes.download('documents', id, await contentOf(id))
    await read()
  } finally {
    marked(id, false)
  }
}

export async function unkeepDocument(id: string): Promise<void> {
  await running.get()?.bytes.remove('documents', id)
  await read()
}
