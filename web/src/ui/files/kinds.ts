/** What kinds of files there are to the eye. */
import type { FileView } from '@fettle/client'
import type { FileRole } from './upload'

/** What the server accepts, for the file chooser. */
export const ACCEPT = 'image/*,.heic,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.zip,.txt,.log,.md,.csv,.html'

const TYPES: Record<string, string> = {
  heic: 'image/heic', heif: 'image/heic', avif: 'image/avif', webp: 'image/webp', pdf: 'application/pdf', zip: 'application/zip', txt: 'text/plain',
  log: 'text/plain', md: 'text/plain', csv: 'text/csv', odt: 'application/vnd.oasis.opendocument.text', ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
}

export const extensionOf = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '')

/** Some browsers know no type for some files; the server wants one. */
export function mediaTypeOf(file: Pick<File, 'name' | 'type'>): string {
  const known = TYPES[extensionOf(file.name)]
  return known && (!file.type || file.type === 'application/vnd.ms-excel' || file.type === 'text/markdown') ? known : file.type || 'application/octet-stream'
}

export const isPicture = (file: Pick<FileView, 'mediaType' | 'preview'>): boolean =>
  file.preview === 'made' || file.preview === 'waiting' || /^image\/(jpeg|png|webp|gif|avif)$/.test(file.mediaType)

/** What a new file is when nobody says: a detail in pictures, a document otherwise. */
export const usualRole = (file: Pick<File, 'name' | 'type'>): FileRole => (mediaTypeOf(file).startsWith('image/') ? 'detail' : 'document')

/** The picture of `after` that shows the same as one of `before`: what somebody paired, else what stands in the same place. */
export function pairs(before: FileView[], after: FileView[]): Array<[FileView | undefined, FileView | undefined]> {
  const left = new Set(after)
  const made = before.map((one): [FileView | undefined, FileView | undefined] => {
    const partner = after.find((other) => left.has(other) && (other.id === one.pairedWithId || other.pairedWithId === one.id))
    if (partner) left.delete(partner)
    return [one, partner]
  })
  const rest = [...left]
  for (const pair of made) if (!pair[1] && rest.length) pair[1] = rest.shift()
  return [...made, ...rest.map((one): [FileView | undefined, FileView | undefined] => [undefined, one])]
}
