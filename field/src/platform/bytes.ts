/** On phones: files in the app's own folder, which the system leaves alone. What is put there is moved. */
import { Directory, File, Paths, UploadType } from 'expo-file-system'
import { Unreachable } from '@fettle/kit/problems'
import { type Area, type Bytes, Lost, NoRoom } from './bytes.types'

export * from './bytes.types'

const AREAS: readonly Area[] = ['photos', 'thumbs', 'previews', 'documents']
const FULL = /no space|ENOSPC|disk.{0,10}full|not enough (space|storage)/i
const asNoRoom = (error: unknown): unknown => (FULL.test(String(error)) ? new NoRoom(String(error)) : error)

export function openBytes(owner: string): Bytes {
  const folderOf = (area: Area) => {
    const folder = new Directory(Paths.document, 'bytes', owner, area)
    if (!folder.exists) folder.create({ intermediates: true, idempotent: true })
    return folder
  }
  const fileOf = (area: Area, key: string) => new File(folderOf(area), key)

  return {
    async put(area, key, source) {
      if (typeof source !== 'string') throw new TypeError('phones keep files')
      const file = fileOf(area, key)
      try {
        if (file.exists) file.delete()
        // Put beside it first: a file with half of its bytes never has the name that is looked for.
        const draft = new File(folderOf(area), `${key}.part`)
        if (draft.exists) draft.delete()
        await new File(source).move(draft)
        await draft.move(file)
      } catch (error) {
        throw asNoRoom(error)
      }
      return file.size
    },
    async lend(area, key) {
      const file = fileOf(area, key)
      return file.exists ? { uri: file.uri, release: () => undefined } : undefined
    },
    async base64(area, key) {
      const file = fileOf(area, key)
      return file.exists ? file.base64() : undefined
    },
    async list(area) {
      return folderOf(area)
        .list()
        .flatMap((file) => (file instanceof File && !file.name.endsWith('.part') ? [{ key: file.name, size: file.size, at: file.modificationTime ?? 0 }] : []))
    },
    async move(from, key, to, toKey) {
      const file = fileOf(from, key)
      const place = fileOf(to, toKey)
      if (!file.exists) return
      if (place.exists) place.delete()
      await file.move(place)
    },
    async remove(area, key) {
      const file = fileOf(area, key)
      if (file.exists) file.delete()
    },
    async download(area, key, url, headers) {
      const draft = new File(folderOf(area), `${key}.part`)
      const file = fileOf(area, key)
      try {
        await File.downloadFileAsync(url, draft, { headers, idempotent: true })
        if (file.exists) file.delete()
        await draft.move(file)
      } catch (error) {
        if (draft.exists) draft.delete()
        const told = asNoRoom(error)
        throw told instanceof NoRoom ? told : new Unreachable(String(error))
      }
      return file.size
    },
    async upload(area, key, { url, method, headers, onProgress, signal }) {
      const file = fileOf(area, key)
      if (!file.exists) throw new Lost()
      try {
        const { status } = await file.upload(url, {
          httpMethod: method as 'PUT',
          headers,
          uploadType: UploadType.BINARY_CONTENT,
          // Goes on while the phone shows something else.
          sessionType: 'background',
          onProgress: ({ bytesSent, totalBytes }) => onProgress(totalBytes > 0 ? bytesSent / totalBytes : 0),
          signal,
        })
        return status
      } catch (error) {
        throw signal.aborted ? error : new Unreachable(String(error))
      }
    },
    async forget() {
      for (const area of AREAS) folderOf(area).delete()
    },
  }
}
