/** In browsers: blobs in IndexedDB, which a browser writes to its disk as they are. */
import { asProblem, Unreachable } from '@fettle/kit/problems'
import { type Area, type Bytes, type Kept, type Lent, Lost, NoRoom, type Source } from './bytes.types'

export * from './bytes.types'

interface Entry extends Kept {
  owner: string
  area: Area
  blob: Blob
}

const NAME = 'fettle-bytes'
const STORE = 'bytes'
let opening: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: ['owner', 'area', 'key'] })
    asked.onerror = () => reject(asked.error)
    asked.onsuccess = () => {
      const gone = () => void (opening = undefined)
      asked.result.onclose = gone
      asked.result.onversionchange = () => {
        asked.result.close()
        gone()
      }
      resolve(asked.result)
    }
  }).catch((error: unknown) => {
    opening = undefined
    throw asNoRoom(error)
  })
  return opening
}

const asNoRoom = (error: unknown): unknown => (error instanceof DOMException && error.name === 'QuotaExceededError' ? new NoRoom(error.message) : error)

/** Resolves when what was done is on the disk. */
async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T> | undefined): Promise<T | undefined> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' })
    const asked = work(transaction.objectStore(STORE))
    transaction.oncomplete = () => resolve(asked?.result)
    transaction.onabort = transaction.onerror = () => reject(asNoRoom(transaction.error ?? asked?.error))
  })
}

/** Addresses of blobs that are shown now; each is given back when nobody shows it any more. */
const lent = new Map<string, { uri: string; users: number }>()

export function openBytes(owner: string): Bytes {
  const read = (area: Area, key: string) => within<Entry>('readonly', (store) => store.get([owner, area, key]))
  const all = (area?: Area) => IDBKeyRange.bound([owner, area ?? ''], [owner, area ?? '\uffff', '\uffff'])

  async function put(area: Area, key: string, source: Source): Promise<number> {
    if (typeof source === 'string') throw new TypeError('browsers keep blobs')
    const entry: Entry = { owner, area, key, size: source.size, at: Date.now(), blob: source }
    await within('readwrite', (store) => store.put(entry))
    return source.size
  }

  return {
    put,
    async lend(area, key): Promise<Lent | undefined> {
      const name = JSON.stringify([owner, area, key])
      let there = lent.get(name)
      if (!there) {
        const entry = await read(area, key)
        if (!entry) return undefined
        there = lent.get(name) ?? { uri: URL.createObjectURL(entry.blob), users: 0 }
        lent.set(name, there)
      }
      const mine = there
      mine.users += 1
      return { uri: mine.uri, release: () => released(name, mine) }
    },
    async base64(area, key) {
      const entry = await read(area, key)
      return entry && (await dataOf(entry.blob)).replace(/^[^,]*,/, '')
    },
    async list(area) {
      const found: Kept[] = []
      await within('readonly', (store) => {
        const asked = store.openCursor(all(area))
        asked.onsuccess = () => {
          if (!asked.result) return
          const { key, size, at } = asked.result.value as Entry
          found.push({ key, size, at })
          asked.result.continue()
        }
        return undefined
      })
      return found
    },
    async move(from, key, to, toKey) {
      const entry = await read(from, key)
      if (!entry) return
      await within('readwrite', (store) => {
        store.delete([owner, from, key])
        return store.put({ ...entry, area: to, key: toKey, at: Date.now() })
      })
    },
    remove: async (area, key) => void (await within('readwrite', (store) => store.delete([owner, area, key]))),
    async download(area, key, url, headers) {
      const response = await fetch(url, { headers }).catch((error: unknown) => {
        throw asProblem(error, undefined)
      })
      if (!response.ok) throw asProblem(undefined, response)
      const blob = await response.blob().catch((error: unknown) => {
        throw asProblem(error, undefined)
      })
      return put(area, key, blob)
    },
    async upload(area, key, { url, method, headers, onProgress, signal }) {
      const entry = await read(area, key)
      if (!entry) throw new Lost()
      return sent(entry.blob, url, method, headers, onProgress, signal)
    },
    forget: async () => void (await within('readwrite', (store) => store.delete(all()))),
  }
}

const dataOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })

function released(name: string, mine: { uri: string; users: number }): void {
  mine.users -= 1
  // A list that is drawn anew lets go and takes it again.
  setTimeout(() => {
    if (mine.users > 0 || lent.get(name) !== mine) return
    lent.delete(name)
    URL.revokeObjectURL(mine.uri)
  }, 10_000)
}

/** `fetch` cannot tell how far it is. */
function sent(blob: Blob, url: string, method: string, headers: Record<string, string>, onProgress: (share: number) => void, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onload = () => resolve(request.status)
    request.onerror = request.ontimeout = () => reject(new Unreachable())
    request.onabort = () => reject(new DOMException('', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(blob)
  })
}
